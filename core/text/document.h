// A pasted text or a file, byte for byte.
#pragma once

#include <string>

namespace stackengine {

// The kind of a document according to the user. `automatic` lets intake decide, piece by piece.
enum class DocumentKind { automatic, nginx, error_log, kubernetes };

struct Document {
  std::string name;  // as given; "-" for standard input
  std::string text;  // any bytes
  DocumentKind kind = DocumentKind::automatic;
};

}  // namespace stackengine
