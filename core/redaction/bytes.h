// Byte classes of ASCII. Bytes above 0x7F belong to none of them, so text in any encoding passes through.
#pragma once

#include <string>
#include <string_view>

#include "text/ascii.h"
#include "text/characters.h"

namespace stackengine::redaction {

inline bool is_base64(char c) {
  return is_alnum(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
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
