// One pasted text or file, byte for byte as it was given.
#ifndef STACKENGINE_TEXT_DOCUMENT_H_
#define STACKENGINE_TEXT_DOCUMENT_H_

#include <cstddef>
#include <string>

#include "text/span.h"

namespace stackengine {

// What the user says a document is. `automatic` lets intake decide, piece by piece.
enum class DocumentKind { automatic, nginx, error_log };

struct Document {
  std::string name;  // as given; "-" for standard input
  std::string text;  // any bytes at all
  DocumentKind kind = DocumentKind::automatic;
};

// A place in one document of a workspace.
struct Place {
  size_t document = 0;  // index into Workspace::documents
  Span span;
};

inline bool operator==(const Place& a, const Place& b) {
  return a.document == b.document && a.span == b.span;
}
inline bool operator<(const Place& a, const Place& b) {
  return a.document != b.document ? a.document < b.document : a.span < b.span;
}

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_DOCUMENT_H_
