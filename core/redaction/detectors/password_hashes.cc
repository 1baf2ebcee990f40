// Hashes of passwords, as htpasswd and crypt(3) write them: `$apr1$…`, `$2y$10$…`, `{SSHA}…`, and the 13
// bytes of the oldest kind behind a user's name. The kind stays readable, the salt goes with the hash. The
// user before a hash is redacted, too.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"

namespace stackengine::redaction {
namespace {

bool is_hash_byte(char c) {
  return is_alnum(c) || std::string_view("./+=$,").find(c) != std::string_view::npos;
}

size_t run_end(std::string_view text, size_t at) {
  while (at < text.size() && is_hash_byte(text[at])) ++at;
  return at;
}

// `jane:$apr1$…`: the name before the colon at `colon`, where it begins a line or a quoted value.
void user(std::string_view text, size_t colon, Candidates* out) {
  size_t start = colon;
  while (
      start > 0 && colon - start < 64 &&
      (is_alnum(text[start - 1]) || std::string_view("._-@").find(text[start - 1]) != std::string_view::npos))
    --start;
  const std::string_view name = text.substr(start, colon - start);
  if (!name.empty() && !is_common_word(name))
    out->push_back({make_span(start, colon), SecretClass::user_name});
}

void found(std::string_view text, size_t scheme, size_t start, size_t end, Candidates* out) {
  out->push_back({make_span(start, end), SecretClass::password_hash});
  if (scheme > 0 && text[scheme - 1] == '$') --scheme;  // as docker-compose has it: `$$apr1$$`
  if (scheme > 0 && text[scheme - 1] == ':') user(text, scheme - 1, out);
}

// `$id$rest`; returns where to go on.
size_t crypt(std::string_view text, size_t at, Candidates* out) {
  constexpr std::string_view kKinds[] = {"$apr1$",  "$2a$",       "$2b$",      "$2y$",
                                         "$1$",     "$5$",        "$6$",       "$y$",
                                         "$7$",     "$argon2id$", "$argon2i$", "$pbkdf2-sha256$",
                                         "$scrypt$"};
  for (const std::string_view kind : kKinds) {
    if (text.substr(at, kind.size()) != kind) continue;
    size_t start = at + kind.size();
    const size_t end = run_end(text, start);
    // The costs of bcrypt and of Argon2 stay.
    const bool cost = kind[1] == '2' && start + 2 < end && text[start + 2] == '$';
    if (cost) start += 3;
    if (end - start < 16) return at + 1;
    found(text, at, start, end, out);
    return end;
  }
  return at + 1;
}

// `{SSHA}base64`.
void ldap(std::string_view text, size_t at, Candidates* out) {
  for (const std::string_view kind : {"{SHA}", "{SSHA}", "{SHA256}", "{SSHA256}", "{SHA512}", "{SSHA512}",
                                      "{MD5}", "{SMD5}", "{PLAIN}", "{CRYPT}"}) {
    if (text.substr(at, kind.size()) != kind) continue;
    const size_t start = at + kind.size();
    const size_t end = run_end(text, start);
    if (end - start >= 4) found(text, at, start, end, out);
    return;
  }
}

// A line `user:XXXXXXXXXXXXX` of 13 bytes that mix cases.
void old_crypt(std::string_view text, size_t colon, Candidates* out) {
  constexpr size_t kLength = 13;
  const size_t start = colon + 1;
  const size_t end = start + kLength;
  if (end > text.size() || (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != ':'))
    return;
  bool upper = false;
  bool small = false;
  for (size_t i = start; i < end; ++i) {
    if (!is_alnum(text[i]) && text[i] != '.' && text[i] != '/') return;
    upper = upper || (text[i] >= 'A' && text[i] <= 'Z');
    small = small || (text[i] >= 'a' && text[i] <= 'z');
  }
  size_t line = colon;
  while (
      line > 0 && colon - line < 64 &&
      (is_alnum(text[line - 1]) || text[line - 1] == '.' || text[line - 1] == '_' || text[line - 1] == '-'))
    --line;
  while (line > 0 && is_blank(text[line - 1]) && colon - line < 80) --line;
  if (upper && small && (line == 0 || text[line - 1] == '\n')) found(text, start, start, end, out);
}

}  // namespace

void find_password_hashes(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '$') {
      at = crypt(text, at, out);
      continue;
    }
    if (c == '{') {
      ldap(text, at, out);
    } else if (c == ':') {
      old_crypt(text, at, out);
    }
    ++at;
  }
}

}  // namespace stackengine::redaction
