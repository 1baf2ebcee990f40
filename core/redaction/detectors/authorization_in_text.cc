// Credentials by their look: `Authorization: Bearer …` in comments, `curl` commands, Lua blocks, header lists
// and logs, and a `Bearer` or `Basic` that stands alone.
#include <algorithm>

#include "redaction/base64.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

bool is_name_byte(char c) { return is_alnum(c) || c == '-' || c == '_'; }

// RFC 6750 section 2.1: b64token.
bool is_token_byte(char c) { return is_base64(c) || c == '.' || c == '~'; }

size_t token_end(std::string_view text, size_t at) {
  while (at < text.size() && is_token_byte(text[at])) ++at;
  return at;
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// The name that a `:` or `=` at `at` belongs to; quotes, brackets and blanks may stand between.
std::string_view name_before(std::string_view text, size_t at) {
  size_t end = at;
  for (int i = 0;
       i < 4 && end > 0 && std::string_view(" \t\"'])!\\").find(text[end - 1]) != std::string_view::npos;
       ++i) {
    --end;
  }
  size_t start = end;
  while (start > 0 && end - start < 64 && is_name_byte(text[start - 1])) --start;
  return text.substr(start, end - start);
}

struct Value {
  Span span;
  bool quoted = false;
};

constexpr std::string_view kNoValue = "$<{*%([|:=,;)}>";

// What follows the `:` or `=`: to the closing quote where one opens, otherwise to the first byte that ends a
// header in prose. A value of one line.
Value value_after(std::string_view text, size_t at, bool cookie) {
  size_t start = at + 1;
  while (start < text.size() && is_blank(text[start])) ++start;
  Value value;
  value.span = make_span(start, start);
  // A variable, a pattern, or a stand-in such as `<token>`.
  if (start == text.size() || kNoValue.find(text[start]) != std::string_view::npos) return value;
  if (start + 1 < text.size() && text[start] == '\\') ++start;
  if (text[start] == '"' || text[start] == '\'') {
    value.quoted = true;
    const size_t end = text.find_first_of(text[start] == '"' ? "\"\r\n" : "'\r\n", start + 1);
    value.span = make_span(start + 1, std::min(end, text.size()));
    return value;
  }
  size_t end = start;
  const bool parameter = text[at] == '=';
  const auto ends = [&](char c) {
    return (parameter && (c == '&' || c == '?')) || c == '\n' || c == '\r' || c == '"' || c == '\'' ||
           c == '`' ||
           (!cookie && (is_space(c) || c == ',' || c == ';' || c == ')' || c == '}' || c == '<' || c == '>'));
  };
  if (!cookie) end += scheme_length(text.substr(start, 64));
  while (end < text.size() && !ends(text[end])) {
    // Between cookies stands `; ` (RFC 6265 section 4.2.1); another blank is behind the last.
    if (cookie && is_blank(text[end]) && text[end - 1] != ';') break;
    ++end;
  }
  value.span = make_span(start, end);
  return value;
}

// Whether a value without a scheme is a credential and not a word of a sentence: `Authorization: required`.
bool looks_secret(std::string_view value) {
  while (!value.empty() && (value.back() == '.' || value.back() == '!' || value.back() == '?'))
    value.remove_suffix(1);
  if (value.size() < 6 || is_common_word(value)) return false;
  const bool letters_only = std::all_of(value.begin(), value.end(), is_alpha);
  return !letters_only || value.size() >= 20;
}

// Names of parameters and settings that are too short to mean anything before a colon.
bool is_short_name(std::string_view name) {
  for (const std::string_view known : {"sid", "jwt", "pwd", "pass", "psk", "dsn"}) {
    if (equals_ignoring_case(name, known)) return true;
  }
  return false;
}

// Functions of Lua and njs libraries whose first string is a secret: `red:auth("…")`, `hmac_sha1("…", data)`.
// `at`: the parenthesis.
void secret_argument(std::string_view text, size_t at, Candidates* out) {
  if (at + 2 >= text.size() || (text[at + 1] != '"' && text[at + 1] != '\'')) return;
  const std::string_view name = name_before(text, at);
  bool known = false;
  for (const std::string_view one :
       {"auth", "hmac", "hmac_sha1", "hmac_sha256", "verify", "createHmac", "sign"})
    known = known || name == one;
  if (!known) return;
  const size_t end = std::min(text.find_first_of(text[at + 1] == '"' ? "\"\n" : "'\n", at + 2), text.size());
  const std::string_view value = text.substr(at + 2, end - at - 2);
  if (value.size() >= 4 && !is_common_word(value))
    out->push_back({make_span(at + 2, end), SecretClass::password});
}

// Returns where to go on: behind the value, if there is one. Its bytes are looked at once, however many names
// it holds.
size_t named_value(std::string_view text, size_t at, Candidates* out) {
  const std::string_view name = name_before(text, at);
  if (name.size() < 5 ? text[at] != '=' || !is_short_name(name) : !is_credential_header(name)) return at + 1;
  const char before = name.data() == text.data() ? ' ' : name.data()[-1];
  if (before == '?' || before == '&') return at + 1;  // url_credentials.cc
  const bool cookie = is_cookie_header(name);
  const Value value = value_after(text, at, cookie);
  const std::string_view bytes = value.span.in(text);
  if (bytes.empty() || (cookie && text[at] == '=')) return at + 1;
  if (cookie) {
    if (bytes.find('=') != std::string_view::npos) add_cookies(text, value.span, out);
    return value.span.end;
  }
  const size_t scheme = scheme_length(bytes);
  const std::string_view credential = bytes.substr(scheme);
  if (credential.empty() || kNoValue.find(credential.front()) != std::string_view::npos) return at + 1;
  const bool direct = value.quoted || text[at] == '=' || scheme > 0;
  if (looks_secret(credential) || (direct && credential.size() >= 4 && !is_common_word(credential))) {
    const bool header = scheme > 0 && text[at] == ':';
    add_credential(text, value.span, header ? SecretClass::authorization : class_of_credential(name), out);
    return value.span.end;
  }
  return at + 1;
}

// `Bearer TOKEN` and `Basic BASE64`; `at` is the blank.
void token_after_scheme(std::string_view text, size_t at, Candidates* out) {
  const auto follows = [&](std::string_view scheme) {
    return at >= scheme.size() && begins_word(text, at - scheme.size()) &&
           equals_ignoring_case(text.substr(at - scheme.size(), scheme.size()), scheme);
  };
  const bool basic = follows("basic");
  if (!basic && !follows("bearer")) return;
  while (at < text.size() && is_blank(text[at])) ++at;
  const size_t end = token_end(text, at);
  const std::string_view token = text.substr(at, end - at);
  const bool found = basic ? token.size() >= 8 && is_base64_of_user_and_password(token)
                           : token.size() >= 20 || (token.size() >= 8 && has_digit(token));
  if (found) out->push_back({make_span(at, end), SecretClass::authorization});
}

}  // namespace

void find_authorization_in_text(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ':' || c == '=') {
      at = named_value(text, at, out);
      continue;
    }
    if (c == '(') {
      secret_argument(text, at, out);
    } else if (c == ' ' && at > 0) {
      const char before = lower(text[at - 1]);
      if (before == 'r' || before == 'c') token_after_scheme(text, at, out);
    }
    ++at;
  }
}

}  // namespace stackengine::redaction
