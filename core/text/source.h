// The texts that the engine reads: what a document holds, freed of what copying added to it.
//
// A document is what the user gave, byte for byte. Intake finds in it the sources: the configuration (or each
// file of an `nginx -T` dump), the log lines, and so on, without fences, prompts and line-number columns.
// Everything behind intake works on sources; reports show places where they stand in the document.
#ifndef STACKENGINE_TEXT_SOURCE_H_
#define STACKENGINE_TEXT_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine {

enum class SourceKind : uint8_t {
  nginx,          // configuration, or what is nearest to it
  error_log,      // nginx error-log lines
  access_log,     // nginx access-log lines
  curl,           // what `curl -v` or `curl -i` printed: request, response line and headers
  nginx_version,  // what `nginx -V` or `nginx -v` printed
  kubernetes,     // manifests: YAML or JSON
  kubelet,        // what kubelet says of probes
};

// Bytes of a source that stand together in the document.
struct Run {
  uint32_t at;     // offset in Source::text
  uint32_t start;  // offset in the document's text
};

struct Source {
  size_t document = 0;  // index into Workspace::documents
  SourceKind kind = SourceKind::nginx;
  std::string name;      // of an `nginx -T` dump: the file's; otherwise the document's
  bool of_dump = false;  // `name` is a file's of an `nginx -T` dump
  // What a patch calls the file, where `name` is that of standard input: the name that the text or an error
  // of `nginx -t` gives, or a usual one.
  std::string file;
  bool fragment = false;  // blocks of a file, pasted without what stands around them
  std::string text;
  std::vector<uint32_t> breaks;  // offsets in `text`, ascending, before which whole lines were left out
  std::vector<Run> runs;  // ascending, the first with at == 0; they cover `text`; empty only when it is
};

// Where `span` of the source stands in the document; what was peeled off inside of it is covered, too. An
// empty span stays behind the byte before it.
Span to_document(const Source& source, Span span);

// Appends `span` of `document_text` to the source.
void append_run(std::string_view document_text, Span span, Source* source);

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_SOURCE_H_
