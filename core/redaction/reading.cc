#include "redaction/reading.h"

#include <utility>

#include "nginx/parser.h"

namespace stackengine::redaction {

Reading read(const Document& document, const intake::Pieces& pieces) {
  Reading reading;
  reading.text = document.text;
  std::vector<Span> holes;
  for (const intake::Piece& piece : pieces) {
    if (piece.kind == intake::PieceKind::nginx) continue;
    holes.push_back(piece.span);
    if (piece.kind != intake::PieceKind::error_log) continue;
    std::vector<error_log::Entry> entries = error_log::parse(reading.text, piece.span);
    for (error_log::Entry& entry : entries) reading.log.push_back(std::move(entry));
  }
  reading.tree = nginx::parse(reading.text, holes).tree;
  return reading;
}

Span inside_quotes(const nginx::Word& word) {
  Span span = word.span;
  if (word.quote == 0) return span;
  ++span.start;
  if (word.closed && span.end > span.start) --span.end;
  return span;
}

}  // namespace stackengine::redaction
