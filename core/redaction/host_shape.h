// Host names as texts spell them: labels and what separates them.
#pragma once

#include <string_view>
#include <vector>

namespace stackengine::redaction {

// The length of the separator that `text` begins with: `.`, or `\.` and `\\.` in a regular expression; 0 when
// there is none.
inline size_t separator_length(std::string_view text) {
  for (size_t i = 0; i < 3 && i < text.size(); ++i) {
    if (text[i] == '.') return i + 1;
    if (text[i] != '\\') return 0;
  }
  return 0;
}

struct HostShape {
  std::vector<std::string_view> labels;
  std::vector<std::string_view> separators;  // one fewer than labels
};

// RFC 1035 section 2.3.4. Longer ones are redacted as opaque words.
inline constexpr size_t kLongestHost = 253;

// Splits a name; false when it is none: empty, too long, an empty label, or a byte that stands in no name.
// Names in configurations are wider than DNS: `_` and bytes above 0x7F are allowed.
bool split_host(std::string_view name, HostShape* shape);

}  // namespace stackengine::redaction
