// The kind of a line.
#pragma once

#include <cstdint>
#include <string>

namespace stackengine::intake {

enum class LineKind : uint8_t {
  unknown,
  blank,
  nginx,
  loose,  // outside fences: nginx if nothing better is found
  error_log,
  access_log,
  curl,
  nginx_version,
  kubernetes,
  kubelet,
  wrapping,
  other,
};

// From `first_line` (0-based), configuration belongs to the file of this name, or to the document if it is
// empty.
struct Section {
  uint32_t first_line = 0;
  std::string name;
  bool of_dump = false;
};

}  // namespace stackengine::intake
