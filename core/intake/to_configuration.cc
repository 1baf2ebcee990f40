#include <algorithm>

#include "intake/intake.h"

namespace stackengine::intake {

Span to_configuration(Span span, const Pieces& pieces) {
  // Bytes of other pieces before `offset`.
  const auto moved = [&](uint32_t offset) {
    uint32_t outside = 0;
    for (const Piece& piece : pieces) {
      if (piece.span.start >= offset) break;
      if (piece.kind != PieceKind::nginx) outside += std::min(piece.span.end, offset) - piece.span.start;
    }
    return offset - outside;
  };
  return {moved(span.start), moved(span.end)};
}

}  // namespace stackengine::intake
