#include "text/source.h"

#include <algorithm>

namespace stackengine {
namespace {

uint32_t document_offset(const Source& source, uint32_t offset) {
  const auto behind = std::upper_bound(source.runs.begin(), source.runs.end(), offset,
                                       [](uint32_t wanted, const Run& run) { return wanted < run.at; });
  if (behind == source.runs.begin()) return offset;
  const Run& run = *(behind - 1);
  return run.start + (offset - run.at);
}

}  // namespace

Span to_document(const Source& source, Span span) {
  const uint32_t end = span.end == 0 ? document_offset(source, 0) : document_offset(source, span.end - 1) + 1;
  if (span.empty()) return {end, end};
  return {document_offset(source, span.start), end};
}

void append_run(std::string_view document_text, Span span, Source* source) {
  if (span.empty()) return;
  const auto at = static_cast<uint32_t>(source->text.size());
  const bool joins =
      !source->runs.empty() && source->runs.back().start + (at - source->runs.back().at) == span.start;
  if (!joins) {
    if (!source->runs.empty()) {
      const Run& last = source->runs.back();
      const uint32_t end = last.start + (at - last.at);
      const bool lines = end <= span.start &&
                         document_text.substr(end, span.start - end).find('\n') != std::string_view::npos;
      if (lines) source->breaks.push_back(at);
    }
    source->runs.push_back({at, span.start});
  }
  source->text += span.in(document_text);
}

}  // namespace stackengine
