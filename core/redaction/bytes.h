// Byte classes of ASCII. Bytes above 0x7F belong to none of them, so text in any encoding passes through.
#ifndef STACKENGINE_REDACTION_BYTES_H_
#define STACKENGINE_REDACTION_BYTES_H_

#include <string>
#include <string_view>

#include "text/characters.h"

namespace stackengine::redaction {

inline bool is_alpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
inline bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
inline bool is_hex(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline bool is_space(char c) { return is_blank(c) || c == '\r' || c == '\n'; }
inline bool is_base64(char c) {
  return is_alnum(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
}
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

inline std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

// `lower_case` must be in lower case.
inline bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != lower_case[i]) return false;
  }
  return true;
}

// The end of `$name` or `${name}` whose `$` stands at `at`: nginx's own rule (ngx_http_script_compile), `$1`
// is one digit long.
inline size_t variable_end(std::string_view text, size_t at) {
  size_t i = at + 1;
  if (i < text.size() && is_digit(text[i])) return i + 1;
  const bool braced = i < text.size() && text[i] == '{';
  if (braced) ++i;
  while (i < text.size() && (is_alnum(text[i]) || text[i] == '_')) ++i;
  return braced && i < text.size() && text[i] == '}' ? i + 1 : i;
}

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_BYTES_H_
