// Small steps over the lines of a paste, for all its readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/ascii.h"

namespace stackengine {

inline size_t skip_digits(std::string_view text, size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

inline size_t skip_blanks(std::string_view text, size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// Whether `text` begins with `shape`, where `0` is any digit and `a` any letter.
inline bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0'   ? is_digit(text[i])
                      : shape[i] == 'a' ? is_alpha(text[i])
                                        : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

inline std::string_view first_word(std::string_view line) {
  line = trim_left(line);
  return line.substr(0, line.find_first_of(" \t\r;{"));
}

inline bool ends_like_directive(std::string_view line) {
  line = trim(line);
  return !line.empty() && (line.back() == ';' || line.back() == '{' || line.back() == '}');
}

// Calls `visit(line, start)` for each line of `text`, without its LF.
template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (size_t start = 0; start < text.size();) {
    size_t end = text.find('\n', start);
    if (end == std::string_view::npos) end = text.size();
    visit(text.substr(start, end - start), static_cast<uint32_t>(start));
    start = end + 1;
  }
}

}  // namespace stackengine
