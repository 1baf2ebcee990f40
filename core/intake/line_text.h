// Small steps over the lines of a paste that intake's parts share.
#ifndef STACKENGINE_INTAKE_LINE_TEXT_H_
#define STACKENGINE_INTAKE_LINE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "nginx/directive_table.h"
#include "text/characters.h"
#include "text/span.h"

namespace stackengine::intake {

inline bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
inline bool is_letter(char c) { return is_upper(c) || ('a' <= c && c <= 'z'); }

// Plain loops: called for every line many times, and a call of memchr for each byte costs more.
inline bool is_trimmed(char c) { return c == ' ' || c == '\t' || c == '\r'; }

inline std::string_view trim_left(std::string_view text) {
  size_t start = 0;
  while (start < text.size() && is_trimmed(text[start])) ++start;
  return text.substr(start);
}

inline std::string_view trim(std::string_view text) {
  text = trim_left(text);
  size_t end = text.size();
  while (end > 0 && is_trimmed(text[end - 1])) --end;
  return text.substr(0, end);
}

inline size_t skip_digits(std::string_view text, size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

inline size_t skip_blanks(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// Whether `text` begins with `shape`, in which `0` stands for any digit and `a` for any letter.
inline bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0'   ? is_digit(text[i])
                      : shape[i] == 'a' ? is_letter(text[i])
                                        : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

inline std::string_view first_word(std::string_view line) {
  line = trim_left(line);
  return line.substr(0, line.find_first_of(" \t\r;{"));
}

// Whether the line begins with a directive that nginx knows.
inline bool begins_with_directive(std::string_view line) {
  const std::string_view word = first_word(line);
  return !word.empty() && word.size() < 64 && !nginx::find_directive(word).empty();
}

inline bool ends_like_directive(std::string_view line) {
  line = trim(line);
  return !line.empty() && (line.back() == ';' || line.back() == '{' || line.back() == '}');
}

// Calls `visit(line, start)` for each line of `text`, its LF left out.
template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (size_t start = 0; start < text.size();) {
    size_t end = text.find('\n', start);
    if (end == std::string_view::npos) end = text.size();
    visit(text.substr(start, end - start), static_cast<uint32_t>(start));
    start = end + 1;
  }
}

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_LINE_TEXT_H_
