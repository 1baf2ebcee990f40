// Credentials in commands that people paste beside a configuration: `curl -u jane:s3cr3t`, `--password
// s3cr3t`, `--token=…` (the last is found by its `=`).
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"

namespace stackengine::redaction {
namespace {

// The word at `at`, inside its quotes if there are any.
Span word(std::string_view text, size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at == text.size()) return {};
  if (text[at] == '"' || text[at] == '\'') {
    const size_t end = std::min(text.find_first_of(text[at] == '"' ? "\"\n" : "'\n", at + 1), text.size());
    return make_span(at + 1, end);
  }
  size_t end = at;
  while (end < text.size() && !is_space(text[end]) &&
         std::string_view("\"';|&)`").find(text[end]) == std::string_view::npos)
    ++end;
  return make_span(at, end);
}

bool is_value(std::string_view value) {
  return !value.empty() && value[0] != '-' && value[0] != '$' && value[0] != '<' && value[0] != '/' &&
         value[0] != '{' && !is_switch(value);
}

// `user:password` behind `-u` and `--user`.
void user_and_password(std::string_view text, size_t at, Candidates* out) {
  const Span value = word(text, at);
  const size_t colon = value.in(text).find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_value(value.in(text))) return;
  const Span user = make_span(value.start, value.start + colon);
  if (!is_common_word(user.in(text))) out->push_back({user, SecretClass::user_name});
  const Span password = make_span(user.end + 1, value.end);
  // An image, a port, an id of a user in a container: `-u 1000:1000`.
  const std::string_view bytes = password.in(text);
  if (!bytes.empty() && bytes[0] != '$' && !std::all_of(bytes.begin(), bytes.end(), is_digit))
    out->push_back({password, SecretClass::password});
}

// `mysql -ps3cr3t`, `redis-cli -a s3cr3t`, `sshpass -p s3cr3t`: a flag means a password only behind its
// program.
void flag_of_program(std::string_view text, size_t flag, Candidates* out) {
  constexpr size_t kMostBefore = 200;
  const char letter = text[flag];
  if (letter != 'p' && letter != 'a' && letter != 'w') return;
  size_t start = flag - 2;
  while (start > 0 && flag - start < kMostBefore && text[start - 1] != '\n') --start;
  const std::string_view before = text.substr(start, flag - 2 - start);
  const bool attached = letter == 'p' && (before.find("mysql") != std::string_view::npos ||
                                          before.find("mariadb") != std::string_view::npos);
  const std::string_view program = letter == 'p' ? "sshpass" : letter == 'a' ? "redis-cli" : "ldap";
  if (!attached && before.find(program) == std::string_view::npos) return;
  if (is_blank(text[flag + 1]) == attached) return;
  const Span value = word(text, flag + 1);
  if (value.size() >= 4 && is_value(value.in(text))) out->push_back({value, SecretClass::password});
}

}  // namespace

void find_command_lines(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  // Dashes are rarer than blanks.
  for (size_t at = text.find('-', 1); at != std::string_view::npos; at = text.find('-', at + 1)) {
    if (text[at - 1] != ' ') continue;
    const size_t flag = at + 1;
    if (text.substr(flag, 2) == "u ") {
      user_and_password(text, flag + 2, out);
      continue;
    }
    if (flag + 1 >= text.size()) continue;
    if (text[flag] != '-') {
      flag_of_program(text, flag, out);
      continue;
    }
    size_t end = flag + 1;
    while (end < text.size() && end - flag < 40 &&
           (is_alnum(text[end]) || text[end] == '-' || text[end] == '_'))
      ++end;
    if (end >= text.size() || !is_blank(text[end])) continue;
    const std::string_view name = text.substr(flag + 1, end - flag - 1);
    if (name == "user" || name == "proxy-user") {
      user_and_password(text, end, out);
    } else if (is_credential_header(name)) {
      const Span value = word(text, end);
      if (value.size() >= 4 && is_value(value.in(text))) out->push_back({value, class_of_credential(name)});
    }
  }
}

}  // namespace stackengine::redaction
