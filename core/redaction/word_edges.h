// Where a placeholder may begin and end in a text. Redaction replaces nothing that does not stand between
// these edges, and restore accepts nothing else: that one rule, used by both, makes the round trip exact.
#pragma once

#include <string_view>

#include "redaction/bytes.h"

namespace stackengine::redaction {

// Not behind a letter or digit, unless that belongs to an escape (`\bacme`, `\n10.0.0.1`), to a capture
// (`$1acme`) or to a percent encoding (`%2Facme`).
inline bool begins_word(std::string_view text, size_t at) {
  if (at == 0 || !is_alnum(text[at - 1])) return true;
  if (at < 2) return false;
  const char before = text[at - 2];
  if (before == '\\') return true;
  if (before == '$') return is_digit(text[at - 1]);
  return at >= 3 && text[at - 3] == '%' && is_hex(before) && is_hex(text[at - 1]);
}

inline bool ends_word(std::string_view text, size_t at) { return at >= text.size() || !is_alnum(text[at]); }

// An address must moreover not be a part of a longer run of numbers: `1.10.0.0.1`, `10.0.0.1.5`, `fd00::1:2`.
// The answer must be the same when something beside it has become a placeholder, which may end in a letter
// where punctuation was; so it asks for digits and blanks only, and is strict about IPv6.
inline bool is_whole_address(std::string_view text, size_t start, size_t end) {
  if (!begins_word(text, start) || !ends_word(text, end)) return false;
  const bool ipv6 = text.substr(start, end - start).find(':') != std::string_view::npos;
  if (start > 0 && text[start - 1] == '.') {
    size_t i = start - 1;
    while (i > 0 && text[i - 1] == '\\') --i;
    if (ipv6 || (i > 0 && is_digit(text[i - 1]))) return false;
  }
  if (ipv6 && start > 0 && text[start - 1] == ':') {
    const size_t colon = start - 1;
    size_t i = colon;  // what stands before the colon may be a group of a longer address: up to four digits
    while (i > 0 && colon - i < 5 && is_hex(text[i - 1])) --i;
    if (i > 0 && text[i - 1] == ':') return false;
    if (i < colon && colon - i < 5 && begins_word(text, i)) return false;
  }
  size_t i = end;
  while (i < text.size() && text[i] == '\\') ++i;
  if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) return false;
  if (!ipv6 || end + 1 >= text.size() || text[end] != ':') return true;
  return is_space(text[end + 1]);
}

}  // namespace stackengine::redaction
