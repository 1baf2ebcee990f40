// Character tests shared by the scanners of error-log lines.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/characters.h"

namespace stackengine::error_log {

// CR counts as a blank: a log copied from Windows ends its lines with CRLF.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
inline bool is_space(char c) { return is_blank(c) || c == '\n'; }

template <size_t N>
bool starts_with_any(std::string_view text, const std::string_view (&prefixes)[N]) {
  for (std::string_view prefix : prefixes) {
    if (starts_with(text, prefix)) return true;
  }
  return false;
}

inline size_t skip_spaces(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// The text without white space at both ends.
inline std::string_view trim(std::string_view text) {
  text.remove_prefix(skip_spaces(text, 0));
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace stackengine::error_log
