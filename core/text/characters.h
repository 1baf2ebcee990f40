// Whether a text begins or ends with another, for all readers.
#pragma once

#include <cstring>
#include <string_view>

#include "text/ascii.h"

namespace stackengine {

// Callers test every line against long lists of prefixes, and most differ in the first byte: the inline
// comparison saves a call.
inline bool starts_with(std::string_view text, std::string_view prefix) {
  if (prefix.empty()) return true;
  return text.size() >= prefix.size() && text.front() == prefix.front() &&
         std::memcmp(text.data(), prefix.data(), prefix.size()) == 0;
}

inline bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace stackengine
