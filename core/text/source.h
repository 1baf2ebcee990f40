// The texts that the engine reads: the content of documents, without what copying added.
//
// A document is the user's text, byte for byte. Intake finds its sources: the configuration (or each file of
// an `nginx -T` dump), the log lines, and so on, without fences, prompts and line-number columns. Everything
// after intake works on sources; reports show places in the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine {

enum class SourceKind : uint8_t {
  nginx,          // configuration, or text that is most like it
  error_log,      // nginx error-log lines
  access_log,     // nginx access-log lines
  curl,           // output of `curl -v` or `curl -i`: request, status line and headers
  nginx_version,  // output of `nginx -V` or `nginx -v`
  kubernetes,     // manifests: YAML or JSON
  kubelet,        // what kubelet says about probes
};

// Bytes of a source that are adjacent in the document.
struct Run {
  uint32_t at;     // offset in Source::text
  uint32_t start;  // offset in the document's text
};

struct Source {
  size_t document = 0;  // index into Workspace::documents
  SourceKind kind = SourceKind::nginx;
  std::string name;      // of the file in an `nginx -T` dump, or of the document
  bool of_dump = false;  // `name` is that of a file in an `nginx -T` dump
  // The file name in patches if the document is standard input: a name from the text or an error of `nginx
  // -t`, or a usual one.
  std::string file;
  bool fragment = false;  // blocks of a file, pasted without their surroundings
  std::string text;
  std::vector<uint32_t> breaks;  // ascending offsets in `text` where whole lines are missing before
  std::vector<Run> runs;         // ascending, the first with at == 0; cover `text`; empty only if it is empty
};

// The place of `span` in the document, with everything that intake removed inside it. An empty span follows
// the byte before it.
Span to_document(const Source& source, Span span);

// Appends `span` of `document_text` to the source.
void append_run(std::string_view document_text, Span span, Source* source);

}  // namespace stackengine
