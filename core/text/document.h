// One pasted text or file, byte for byte as it was given.
#ifndef STACKENGINE_TEXT_DOCUMENT_H_
#define STACKENGINE_TEXT_DOCUMENT_H_

#include <string>

namespace stackengine {

// What the user says a document is. `automatic` lets intake decide, piece by piece.
enum class DocumentKind { automatic, nginx, error_log, kubernetes };

struct Document {
  std::string name;  // as given; "-" for standard input
  std::string text;  // any bytes at all
  DocumentKind kind = DocumentKind::automatic;
};

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_DOCUMENT_H_
