#include "report/positions.h"

namespace stackengine::report {

TextPositions::TextPositions(std::string_view text, Unit unit)
    : text_(text), lines_(text), utf16_(unit == Unit::utf16 ? std::make_unique<Utf16Index>(text) : nullptr) {}

Positions Positions::of(const std::vector<Document>& documents, Unit unit) {
  std::vector<Text> texts;
  texts.reserve(documents.size());
  for (const Document& document : documents) texts.push_back({document.name, document.text});
  return Positions(std::move(texts), unit);
}

const TextPositions& Positions::in(size_t document) {
  if (!read_[document]) read_[document] = std::make_unique<TextPositions>(texts_[document].text, unit_);
  return *read_[document];
}

}  // namespace stackengine::report
