#include "redaction/host_shape.h"

#include "redaction/bytes.h"

namespace stackengine::redaction {

bool split_host(std::string_view name, HostShape* shape) {
  shape->labels.clear();
  shape->separators.clear();
  if (name.empty() || name.size() > 2 * kLongestHost) return false;
  size_t plain_size = 0;
  size_t start = 0;
  bool has_alnum = false;
  for (size_t i = 0; i <= name.size();) {
    const size_t separator = i < name.size() ? separator_length(name.substr(i)) : 0;
    if (separator > 0 || i == name.size()) {
      if (i == start) return false;
      shape->labels.push_back(name.substr(start, i - start));
      plain_size += i - start + 1;
      if (i == name.size()) break;
      shape->separators.push_back(name.substr(i, separator));
      i += separator;
      start = i;
      continue;
    }
    const char c = name[i];
    if (!is_alnum(c) && c != '-' && c != '_' && static_cast<unsigned char>(c) < 0x80) return false;
    has_alnum = has_alnum || is_alnum(c);
    ++i;
  }
  return has_alnum && plain_size <= kLongestHost + 1;
}

}  // namespace stackengine::redaction
