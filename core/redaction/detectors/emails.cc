// E-mail addresses: the part before the `@`; the domain is a host like any other, so that both keep telling
// which address belongs to which company's domain.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"
#include "redaction/public_names.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kLongestLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

bool is_local(char c) { return is_alnum(c) || std::string_view("._+-'").find(c) != std::string_view::npos; }

// Mailboxes of roles, short ones; longer ones are common words.
bool is_role(std::string_view local) {
  constexpr WordList kRoles(
      "\ncio\ncto\ndba\ndev\nftp\ngit\nhr\nit\nnoc\nops\npr\nqa\nsoc\nsre\nsys\nweb\nwww\n");
  static_assert(kRoles.is_sorted());
  if (local.size() < 4) return local.size() == 1 || kRoles.contains(lower_case(local));
  return is_common_word(local) || equals_ignoring_case(local, "noreply") ||
         equals_ignoring_case(local, "no-reply");
}

// The domain that starts at `at`; empty when it is none.
Span domain(std::string_view text, size_t at) {
  size_t end = at;
  size_t last_dot = 0;
  while (end < text.size() && end - at < 254 &&
         (is_alnum(text[end]) || text[end] == '-' || text[end] == '.')) {
    if (text[end] == '.') {
      if (end + 1 == text.size() || !is_alnum(text[end + 1])) break;
      last_dot = end;
    }
    ++end;
  }
  if (last_dot == 0 || top_level(text.substr(last_dot + 1, end - last_dot - 1)) == TopLevel::none) return {};
  return make_span(at, end);
}

// `Jane Doe <jane@acme.com>`: up to three words in front of the bracket at `at` that begin as names do.
void person(std::string_view text, size_t at, Candidates* out) {
  size_t end = at;
  while (end > 0 && is_blank(text[end - 1])) --end;
  size_t start = end;
  for (int word = 0; word < 3; ++word) {
    size_t first = start;
    while (first > 0 && is_blank(text[first - 1])) --first;
    const size_t last = first;
    while (first > 0 && last - first < 40 &&
           (is_alpha(text[first - 1]) || static_cast<unsigned char>(text[first - 1]) >= 0x80 ||
            text[first - 1] == '-'))
      --first;
    if (first == last || to_lower(text[first]) == text[first] || (first > 0 && is_alnum(text[first - 1])))
      break;
    start = first;
  }
  if (start < end) out->push_back({make_span(start, end), SecretClass::user_name});
}

// `jane@web-12:/srv`, `[jane@web01 ~]#`, `ssh jane@db1`: an account on a machine, `at` its name.
void account(std::string_view text, size_t end, size_t at, Candidates* out) {
  constexpr size_t kMostBefore = 100;
  size_t start = end;
  while (start > 0 && end - start <= kLongestLocalPart && is_local(text[start - 1])) --start;
  size_t stop = at;
  const bool named = at < text.size() && is_alpha(text[at]);
  const auto in_name = [&](char c) { return is_alnum(c) || c == '-' || (named && (c == '_' || c == '.')); };
  while (stop < text.size() && stop - at < 254 && in_name(text[stop])) ++stop;
  const bool begins = start == 0 || is_space(text[start - 1]) || text[start - 1] == '[';
  // Of an address, which is found by its look, the first number.
  const bool numbers = at < text.size() && is_digit(text[at]) && stop < text.size() && text[stop] == '.';
  while (numbers && stop < text.size() && (is_digit(text[stop]) || text[stop] == '.')) ++stop;
  if (start == end || stop - at < 3 || (!is_alpha(text[at]) && !numbers) || !begins) return;
  const std::string_view behind = text.substr(stop, 2);
  const bool path =
      behind == ":/" || behind == ":~" || (start > 0 && text[start - 1] == '[' && behind[0] == ' ');
  if (!path) {
    if (!behind.empty() && !is_space(behind[0]) && behind[0] != ';') return;
    const size_t line = start - std::min(start, kMostBefore);
    const std::string_view before = text.substr(line, start - line);
    const size_t newline = before.rfind('\n');
    const std::string_view command = newline == std::string_view::npos ? before : before.substr(newline);
    const bool login = command.find("ssh") != std::string_view::npos ||
                       command.find("scp ") != std::string_view::npos ||
                       command.find("rsync ") != std::string_view::npos;
    if (!login) return;
  }
  add_user(text, make_span(start, end), out);
  add_machine(text, make_span(at, stop), out);
}

// MySQL's `'jane'@'db1'`; `at`: of the `@`.
void quoted_account(std::string_view text, size_t at, Candidates* out) {
  const size_t stop = text.find_first_of("'\n", at + 2);
  const size_t start = text.find_last_of("'\n", at - 2);
  if (stop == std::string_view::npos || start == std::string_view::npos || at - start > kLongestLocalPart)
    return;
  add_user(text, make_span(start + 1, at - 1), out);
  add_machine(text, make_span(at + 2, stop), out);
}

// `end`: of the local part; `at`: of the domain.
void address(std::string_view text, size_t end, size_t at, Candidates* out) {
  const Span host = domain(text, at);
  if (host.empty()) {
    if (at + 1 < text.size() && text[at] == '\'' && end > 1 && text[end - 1] == '\'') {
      quoted_account(text, end, out);
    } else {
      account(text, end, at, out);
    }
    return;
  }
  size_t start = end;
  while (start > 0 && end - start <= kLongestLocalPart && is_local(text[start - 1])) --start;
  while (start < end && !is_alnum(text[start])) ++start;
  // `%20jane@…`: two digits of an encoding begin it.
  if (start > 0 && text[start - 1] == '%' && end - start > 2) start += 2;
  if (start == end || end - start > kLongestLocalPart || is_public_name(host.in(text))) return;
  const std::string_view local = text.substr(start, end - start);
  if (start > 1 && text[start - 1] == '<') person(text, start - 1, out);
  if (!is_role(local)) out->push_back({make_span(start, end), SecretClass::email});
  out->push_back({host, SecretClass::host});
}

}  // namespace

void find_emails(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    address(text, at, at + 1, out);
  }
  for (size_t at = text.find("%40"); at != std::string_view::npos; at = text.find("%40", at + 3)) {
    address(text, at, at + 3, out);
  }
}

}  // namespace stackengine::redaction
