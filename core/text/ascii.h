// Classes of bytes, and steps over them, that every reader needs. ASCII: a byte above 0x7F is in no class and
// has no case, so text in any encoding passes through.
#ifndef STACKENGINE_TEXT_ASCII_H_
#define STACKENGINE_TEXT_ASCII_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace stackengine {

constexpr bool is_digit(char c) { return '0' <= c && c <= '9'; }
constexpr bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
constexpr bool is_lower(char c) { return 'a' <= c && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_hex(char c) { return is_digit(c) || ('a' <= (c | 0x20) && (c | 0x20) <= 'f'); }

// Blanks stand within a line. Spaces end a word of nginx's configuration: blanks, CR and LF.
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_space(char c) { return is_blank(c) || c == '\r' || c == '\n'; }

// Names: a word byte can be in a variable of nginx or of the shell, a label byte in a header or a label of
// DNS, a name byte in a host, a file or a version.
constexpr bool is_word_byte(char c) { return is_alnum(c) || c == '_'; }
constexpr bool is_label_byte(char c) { return is_word_byte(c) || c == '-'; }
constexpr bool is_name_byte(char c) { return is_label_byte(c) || c == '.'; }

constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_lower(c);
  return lower;
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

// `text` without the spaces at its start, or at both ends. Plain loops, because most callers ask for every
// line: a call of memchr for each byte costs more.
constexpr std::string_view trim_left(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

constexpr std::string_view trim(std::string_view text) {
  text = trim_left(text);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_ASCII_H_
