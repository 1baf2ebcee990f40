// One document as the detectors see it: its bytes, the tree of its configuration, its log entries.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "access_log/access_log.h"
#include "error_log/error_log.h"
#include "nginx/syntax_tree.h"
#include "redaction/address_scan.h"
#include "redaction/byte_pairs.h"
#include "redaction/manifest_reader.h"
#include "text/document.h"
#include "workspace/sources.h"

namespace stackengine::redaction {

struct Reading {
  std::string_view text;   // of the document, which must outlive the reading
  BytePairs pairs;         // of the text
  nginx::SyntaxTree tree;  // nginx code inside of manifests included
  std::vector<error_log::Entry> log;
  std::vector<access_log::Entry> access;
  // Of manifests, and of all text that is no configuration, log or the like: values files, notes, half a
  // manifest.
  std::vector<ManifestEntry> manifest;
  std::vector<AddressPlace> addresses;
  std::vector<Span> log_prefixes;  // what a collector put before a log line: date, host, program
};

// `sources`: of all documents; those of `document`, whose index is given, are read. Every span is the
// document's.
Reading read(const Document& document, size_t index, const Sources& sources);

// Blocks of Lua and njs code in a document, asked from front to back.
class CodeSpans {
 public:
  explicit CodeSpans(const Reading& reading);
  bool holds(size_t at);

 private:
  std::vector<Span> spans_;
  size_t next_ = 0;
};

// A word's bytes between its quotes.
Span inside_quotes(const nginx::Word& word);

}  // namespace stackengine::redaction
