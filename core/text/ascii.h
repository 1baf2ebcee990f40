// Classes of ASCII bytes, and steps over them, for all readers. A byte above 0x7F is in no class and has no
// case, so text in any encoding passes unchanged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stackengine {

constexpr bool is_digit(char c) { return '0' <= c && c <= '9'; }
constexpr bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
constexpr bool is_lower(char c) { return 'a' <= c && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_hex(char c) { return is_digit(c) || ('a' <= (c | 0x20) && (c | 0x20) <= 'f'); }

// Blanks (space and tab) are inside a line. Spaces separate words in nginx's configuration: blanks, CR and
// LF.
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_space(char c) { return is_blank(c) || c == '\r' || c == '\n'; }

// Bytes of names: a word byte in a variable of nginx or the shell, a label byte in a header or a DNS label, a
// name byte in a host, a file or a version.
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

// For maps by a name that is the same in any case: nginx compares the names of upstreams so
// (ngx_http_upstream_add).
struct HashIgnoringCase {
  size_t operator()(std::string_view text) const {
    uint64_t hash = 14695981039346656037u;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(to_lower(c))) * 1099511628211u;
    return static_cast<size_t>(hash);
  }
};
struct EqualIgnoringCase {
  bool operator()(std::string_view a, std::string_view b) const { return equals_ignoring_case(a, b); }
};

// `text` without the spaces at its start, or at both ends. Plain loops, because most callers trim every line,
// and a call of memchr per byte costs more.
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
