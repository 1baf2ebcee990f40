// MAC addresses: `00:1a:2b:3c:4d:5e`, with `-`, and Cisco's `001a.2b3c.4d5e`. A certificate's fingerprint is
// a longer row of the same and stays; so do the zero and broadcast addresses and the documentation range (RFC
// 7042 section 2.1.1), which placeholders come from.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

bool is_row(std::string_view text, size_t at, size_t group, size_t groups, char separator) {
  const size_t size = groups * (group + 1) - 1;
  if (at + size > text.size()) return false;
  for (size_t i = 0; i < size; ++i) {
    const bool edge = i % (group + 1) == group;
    if (edge ? text[at + i] != separator : !is_hex(text[at + i])) return false;
  }
  return true;
}

bool says_nothing(std::string_view address) {
  std::string digits;
  for (const char c : address) {
    if (is_hex(c)) digits += to_lower(c);
  }
  return digits.find_first_not_of(digits[0]) == std::string::npos || starts_with(digits, "00005e0053");
}

// `at`: of the first separator.
void look(std::string_view text, size_t at, size_t group, size_t groups, Candidates* out) {
  const char separator = text[at];
  if (at < group) return;
  const size_t start = at - group;
  if (!begins_word(text, start) || !is_row(text, start, group, groups, separator)) return;
  const size_t end = start + groups * (group + 1) - 1;
  const bool goes_on =
      end < text.size() &&
      (is_alnum(text[end]) || (text[end] == separator && end + 1 < text.size() && is_hex(text[end + 1])));
  const bool goes_back = start > 1 && text[start - 1] == separator && is_hex(text[start - 2]);
  if (goes_on || goes_back || says_nothing(text.substr(start, end - start))) return;
  out->push_back({make_span(start, end), SecretClass::mac_address});
}

}  // namespace

void find_mac_addresses(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  if (text.size() < 14) return;
  for (size_t at = 2; at + 6 < text.size(); ++at) {
    const char c = text[at];
    if ((c == ':' || c == '-') && text[at + 3] == c && text[at + 6] == c) {
      look(text, at, 2, 6, out);
    } else if (c == '.' && text[at + 5] == '.') {
      look(text, at, 4, 3, out);
    }
  }
}

}  // namespace stackengine::redaction
