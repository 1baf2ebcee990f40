// Names of the kinds.
#include "intake/intake.h"

namespace stackengine::intake {

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
    case PieceKind::kubernetes:
      return "kubernetes";
    case PieceKind::kubelet:
      return "kubelet";
    case PieceKind::other:
      return "other";
  }
  return "nginx";
}

}  // namespace stackengine::intake
