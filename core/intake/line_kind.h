// What a line of a document is.
#ifndef STACKENGINE_INTAKE_LINE_KIND_H_
#define STACKENGINE_INTAKE_LINE_KIND_H_

#include <cstdint>
#include <string>

namespace stackengine::intake {

enum class LineKind : uint8_t {
  unknown,
  blank,
  nginx,
  loose,  // nginx if nothing better is found: what stands outside of fences
  error_log,
  access_log,
  curl,
  nginx_version,
  kubernetes,
  kubelet,
  wrapping,
  other,
};

// From `first_line` on (from 0), configuration belongs to a file of this name; empty: to the document.
struct Section {
  uint32_t first_line = 0;
  std::string name;
  bool of_dump = false;
};

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_LINE_KIND_H_
