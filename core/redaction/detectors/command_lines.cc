// Credentials, users and hosts in commands that people paste beside a configuration: `curl -u jane:s3cr3t`,
// `--password s3cr3t`, `mysql -h db1`, `htpasswd -b`; `--token=…` is found by its `=`.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"

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
  add_user(text, user, out);
  const Span password = make_span(user.end + 1, value.end);
  // An image, a port, an id of a user in a container: `-u 1000:1000`.
  const std::string_view bytes = password.in(text);
  if (!bytes.empty() && bytes[0] != '$' && !std::all_of(bytes.begin(), bytes.end(), is_digit))
    out->push_back({password, SecretClass::password});
}

// Single letters mean something only behind their program. `mysql -p` asks when nothing is attached.
struct Program {
  std::string_view name;
  std::string_view passwords, users, hosts;
};
constexpr Program kPrograms[] = {
    {"mysql", "p", "u", "h"}, {"mariadb", "p", "u", "h"},  {"psql", "", "U", "h"},
    {"pg_", "", "U", "h"},    {"redis-cli", "a", "", "h"}, {"sshpass", "p", "", ""},
    {"ldap", "w", "", "h"},   {" login", "p", "u", ""},    {"mongo", "p", "u", "h"},
};

constexpr bool is_flag_of_a_program(char letter) {
  for (const Program& program : kPrograms) {
    for (const std::string_view letters : {program.passwords, program.users, program.hosts}) {
      if (letters.find(letter) != std::string_view::npos) return true;
    }
  }
  return letter == 'u';  // curl's
}

// `mysql -ps3cr3t`, `redis-cli -a s3cr3t`, `docker login -u jane -p s3cr3t`.
void flag_of_program(std::string_view text, size_t flag, Candidates* out) {
  constexpr size_t kMostBefore = 200;
  const char letter = text[flag];
  if (!is_flag_of_a_program(letter)) return;
  size_t start = flag - 2;
  while (start > 0 && flag - start < kMostBefore && text[start - 1] != '\n') --start;
  const std::string_view before = text.substr(start, flag - 2 - start);
  const bool attached = !is_blank(text[flag + 1]);
  if (letter == 'u' && attached && before.find("curl") != std::string_view::npos)
    user_and_password(text, flag + 1, out);
  for (const Program& program : kPrograms) {
    if (before.find(program.name) == std::string_view::npos) continue;
    const Span value = word(text, flag + 1);
    if (!is_value(value.in(text))) return;
    const bool asks = !attached && (program.name == "mysql" || program.name == "mariadb");
    if (program.passwords.find(letter) != std::string_view::npos) {
      if (value.size() >= 4 && !asks) out->push_back({value, SecretClass::password});
    } else if (program.users.find(letter) != std::string_view::npos) {
      add_user(text, value, out);
    } else if (program.hosts.find(letter) != std::string_view::npos && !attached) {
      add_machine(text, value, out);
    }
  }
}

// `htpasswd -b FILE USER PASSWORD`: the last two words. `at`: behind the program's name.
void htpasswd(std::string_view text, size_t at, Candidates* out) {
  Span user;
  Span last;
  bool batch = false;
  const size_t stop = std::min(text.size(), at + 400);
  while (at < stop && text[at] != '\n' && text[at] != '|' && text[at] != '>') {
    if (is_space(text[at]) || text[at] == '"' || text[at] == '\'') {
      ++at;
      continue;
    }
    const Span one = word(text, text[at - 1] == '"' || text[at - 1] == '\'' ? at - 1 : at);
    if (one.end <= at) return;
    at = one.end;
    if (text[one.start] == '-') {
      batch = batch || one.in(text).find('b') != std::string_view::npos;
    } else {
      user = last;
      last = one;
    }
  }
  if (!batch || user.empty() || !is_value(last.in(text))) return;
  add_user(text, user, out);
  out->push_back({last, SecretClass::password});
}

}  // namespace

void find_command_lines(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  // Dashes are rarer than blanks.
  for (size_t at = text.find('-', 1); at != std::string_view::npos; at = text.find('-', at + 1)) {
    if (text[at - 1] != ' ') continue;
    size_t flag = at + 1;
    if (flag + 1 >= text.size()) break;
    if (text.substr(flag, 2) == "u ") user_and_password(text, flag + 2, out);
    const bool is_long = text[flag] == '-';
    if (is_long) ++flag;
    size_t end = flag;
    while (end < text.size() && end - flag < 40 &&
           (is_alnum(text[end]) || text[end] == '-' || text[end] == '_'))
      ++end;
    const std::string_view name = text.substr(flag, end - flag);
    if (!is_long) flag_of_program(text, flag, out);
    if (name.size() < 4 || end >= text.size() || !is_blank(text[end])) continue;
    const Span value = word(text, end);
    if (!is_value(value.in(text))) continue;
    if (is_user_key(name) || name == "account-name") {
      const bool both = value.in(text).find(':') != std::string_view::npos;
      if (both) user_and_password(text, end, out);
      if (!both) add_user(text, value, out);
    } else if (is_machine_key(name) || name == "connect" || name == "servername") {
      add_machine(text, value, out);
    } else if (is_long && is_credential_header(name) && value.size() >= 4) {
      out->push_back({value, class_of_credential(name)});
    }
  }
  constexpr std::string_view kHtpasswd = "htpasswd -";
  if (!reading.pairs.may_hold(kHtpasswd)) return;
  for (size_t at = text.find(kHtpasswd); at != std::string_view::npos; at = text.find(kHtpasswd, at + 1))
    htpasswd(text, at + kHtpasswd.size() - 1, out);
}

}  // namespace stackengine::redaction
