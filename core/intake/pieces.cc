// The document without its log lines and wrapping, and names of the kinds.
#include "intake/intake.h"

namespace stackengine::intake {

std::string configuration_of(std::string_view text, const Pieces& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.kind == PieceKind::nginx) out += piece.span.in(text);
  }
  return out;
}

std::string_view to_string(PieceKind kind) {
  switch (kind) {
    case PieceKind::nginx:
      return "nginx";
    case PieceKind::error_log:
      return "error_log";
    case PieceKind::wrapping:
      return "wrapping";
    case PieceKind::access_log:
      return "access_log";
    case PieceKind::curl:
      return "curl";
    case PieceKind::nginx_version:
      return "nginx_version";
    case PieceKind::other:
      return "other";
  }
  return "nginx";
}

}  // namespace stackengine::intake
