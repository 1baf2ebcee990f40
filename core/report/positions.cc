#include "report/positions.h"

#include <utility>

namespace stackengine::report {

TextPositions::TextPositions(std::string_view text, Unit unit)
    : text_(text), lines_(text), utf16_(unit == Unit::utf16 ? std::make_unique<Utf16Index>(text) : nullptr) {}

Positions::Positions(const std::vector<Document>& documents, const Sources& sources, Unit unit)
    : sources_(&sources), unit_(unit), read_(documents.size()), source_lines_(sources.size()) {
  texts_.reserve(documents.size());
  for (const Document& document : documents) texts_.push_back({texts_.size(), document.name, document.text});
}

Positions::Positions(std::vector<Text> texts, Unit unit)
    : texts_(std::move(texts)), unit_(unit), read_(texts_.size()) {}

const TextPositions& Positions::in(size_t index) {
  if (!read_[index]) read_[index] = std::make_unique<TextPositions>(texts_[index].text, unit_);
  return *read_[index];
}

Positions::Located Positions::locate(const Place& place) {
  size_t index = place.source;
  Span span = place.span;
  if (sources_ != nullptr) {
    const Source& source = (*sources_)[place.source];
    index = source.document;
    span = to_document(source, span);
  }
  return {texts_[index].document, texts_[index].name, span, in(index)};
}

Positions::InFile Positions::in_file(const Place& place) {
  if (sources_ == nullptr || !(*sources_)[place.source].of_dump) return {nullptr, {}};
  const Source& source = (*sources_)[place.source];
  std::unique_ptr<LineIndex>& lines = source_lines_[place.source];
  if (!lines) lines = std::make_unique<LineIndex>(source.text);
  return {&source.name, lines->at(place.span.start)};
}

}  // namespace stackengine::report
