// What names say in any text: `Authorization: Bearer …` in comments, `curl` commands, Lua blocks, header
// lists and logs, a `Bearer` or `Basic` that stands alone; beside credentials also users, machines and
// objects of a cluster (`user=jane`, `host = "db1"`, `ingress="shop/web"`).
#include <algorithm>

#include "redaction/base64.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_tokens.h"
#include "redaction/named_things.h"
#include "redaction/word_edges.h"
#include "text/ascii.h"

namespace stackengine::redaction {
namespace {

// RFC 6750 section 2.1: b64token.
bool is_token_byte(char c) { return is_base64(c) || c == '.' || c == '~'; }

size_t token_end(std::string_view text, size_t at) {
  while (at < text.size() && is_token_byte(text[at])) ++at;
  return at;
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// The name that a `:` or `=` at `at` belongs to; quotes, brackets, blanks and the rest of `==`, `!=` and `~=`
// may stand between.
std::string_view name_before(std::string_view text, size_t at) {
  size_t end = at;
  for (int i = 0;
       i < 4 && end > 0 && std::string_view(" \t\"'])!\\=~").find(text[end - 1]) != std::string_view::npos;
       ++i) {
    --end;
  }
  size_t start = end;
  while (start > 0 && end - start < 64 && is_label_byte(text[start - 1])) --start;
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
  // A list of one, as logs write headers: `"X-Api-Key":["…"]`.
  if (text.substr(start, 2) == "[\"") ++start;
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

// The string that opens at `at`, inside its quotes; empty when there is none.
Span string_at(std::string_view text, size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at + 1 >= text.size() || (text[at] != '"' && text[at] != '\'')) return {};
  const size_t end = text.find_first_of(text[at] == '"' ? "\"\n" : "'\n", at + 1);
  return make_span(at + 1, std::min(end, text.size()));
}

// Names of parameters and settings that mean something only before a `=` or a string. `at`: of the sign.
bool is_short_name(std::string_view text, size_t at, std::string_view name) {
  if (name == "key") {
    const auto start = static_cast<size_t>(name.data() - text.data());
    return start >= 4 && equals_ignoring_case(text.substr(start - 4, 4), "api ");
  }
  const bool to_string = !string_at(text, at + 1).empty();
  // `openssl … -passin pass:…`
  if (text[at] == ':' && !to_string && (name != "pass" || is_blank(text[at + 1]))) return false;
  for (const std::string_view known : {"sid", "jwt", "pwd", "pass", "psk", "dsn"}) {
    if (equals_ignoring_case(name, known)) return true;
  }
  return false;
}

void add_string(std::string_view text, Span value, SecretClass secret_class, Candidates* out) {
  if (value.size() >= 4 && !is_common_word(value.in(text))) add_credential(text, value, secret_class, out);
}

// Functions of Lua and njs libraries whose first string is a secret or a host: `red:auth("…")`,
// `hmac_sha1("…", data)`, `red:connect("db1", 6379)`. `at`: the parenthesis.
void argument(std::string_view text, size_t at, Candidates* out) {
  const Span value = string_at(text, at + 1);
  if (value.empty()) return;
  const std::string_view name = name_before(text, at);
  if (name == "connect") add_machine(text, value, out);
  if (name == "getpwnam") add_user(text, value, out);
  for (const std::string_view one : {"auth", "hmac", "hmac_sha1", "hmac_sha256", "verify", "sign"}) {
    if (name == one) add_string(text, value, SecretClass::password, out);
  }
  // The first is the algorithm.
  if (name == "createHmac" && text.substr(value.end + 1, 1) == ",")
    add_string(text, string_at(text, value.end + 2), SecretClass::password, out);
}

// `set_header("X-Api-Key", "…")`, `["--requirepass", "…"]`: the string behind the comma at `at`.
void second_argument(std::string_view text, size_t at, Candidates* out) {
  if (at == 0 || (text[at - 1] != '"' && text[at - 1] != '\'')) return;
  const std::string_view name = name_before(text, at);
  const size_t start = static_cast<size_t>(name.data() - text.data());
  if (start < 2 || !is_credential_header(name)) return;
  if (text[start - 2] == '(' || starts_with(name, "--"))
    add_string(text, string_at(text, at + 1), class_of_credential(name), out);
}

// `Service "shop/web"`, `key "shop/web"`, `image "acme/app:1"` of a controller's log; `user "jane"`, `server
// at "db1"`, `upstream "app"`. `at`: the blank.
void object(std::string_view text, size_t at, Candidates* out) {
  const std::string name = lower_case(name_before(text, at));
  if (name.size() < 2) return;
  const Span value = string_at(text, at);
  const size_t slash = value.in(text).find('/');
  if (value.empty() || slash == 0 || value.in(text).find(' ') != std::string_view::npos) return;
  if (slash == std::string_view::npos) {
    if (name == "user") add_user(text, value, out);
    if (name == "at" || name == "upstream" || name == "host") add_machine(text, value, out);
  } else if (name == "image") {
    add_image(text, value, out);
  } else if (name == "service" || name == "ingress" || name == "secret" || name == "key" || name == "pod") {
    add_resource(text, value, out);
  }
}

// `ingress="shop/web"`: what structured logs of Kubernetes name (klog).
bool is_object_key(std::string_view name) {
  for (const std::string_view one :
       {"ingress", "namespace", "service", "secret", "object", "pod", "node", "configmap", "backend"}) {
    if (equals_ignoring_case(name, one)) return true;
  }
  return false;
}

// `user=jane`, `"user": "jane"`, `X-Remote-User: jane`, `host = "db1"`.
void named_thing(std::string_view text, size_t at, std::string_view name, Candidates* out) {
  const bool header = starts_with(name, "X-") || starts_with(name, "x-");
  const bool user = is_user_key(name);
  const bool machine = !user && is_machine_key(name);
  const bool object = !user && !machine && text[at] == '=' && is_object_key(name);
  if (!user && !machine && !object) return;
  const Value value = value_after(text, at, false);
  if (value.span.empty() || (!value.quoted && text[at] == ':' && !header)) return;
  if (user) add_user(text, value.span, out);
  if (machine) add_machine(text, value.span, out);
  if (object && value.quoted && value.span.in(text).find_first_of(" {(") == std::string_view::npos)
    add_resource(text, value.span, out);
}

// Whether the value behind the `=` at `at` is an expression of Lua or JavaScript and no text: `local token =
// ngx.var.arg_token`, `token = conf.token` inside a block of code. `name`: before the sign.
bool is_expression(std::string_view text, size_t at, std::string_view name, std::string_view value,
                   bool in_code) {
  if (at == 0 || !is_blank(text[at - 1])) return false;
  const auto start = static_cast<size_t>(name.data() - text.data());
  std::string_view before = text.substr(start - std::min<size_t>(start, 64), std::min<size_t>(start, 64));
  before.remove_prefix(before.rfind('\n') + 1);
  for (const std::string_view word : {"local ", "const ", "let ", "var "}) {
    if (before.find(word) != std::string_view::npos) return true;
  }
  // Beside numbers, what is written in code without quotes is a name.
  return in_code && before.find("--") == std::string_view::npos &&
         (value.find_first_of("([.") != std::string_view::npos ||
          std::none_of(value.begin(), value.end(), is_digit));
}

// Returns where to go on: behind the value, if there is one. Its bytes are looked at once, however many names
// it holds.
size_t named_value(std::string_view text, size_t at, bool in_code, Candidates* out) {
  const std::string_view name = name_before(text, at);
  const bool credential_name = name.size() < 5             ? is_short_name(text, at, name)
                               : starts_with(name, "arg_") ? is_credential_variable(name)
                                                           : is_credential_header(name);
  if (!credential_name) {
    if (name.size() >= 3) named_thing(text, at, name, out);
    return at + 1;
  }
  const char before = name.data() == text.data() ? ' ' : name.data()[-1];
  if (before == '?' || before == '&') return at + 1;  // url_credentials.cc
  const bool cookie = is_cookie_header(name);
  const Value value = value_after(text, at, cookie);
  const std::string_view bytes = value.span.in(text);
  if (bytes.empty() || (cookie && text[at] == '=')) return at + 1;
  if (!value.quoted && text[at] == '=' && is_expression(text, at, name, bytes, in_code)) return at + 1;
  if (cookie) {
    if (bytes.find('=') != std::string_view::npos) add_cookies(text, value.span, out);
    return value.span.end;
  }
  const size_t scheme = scheme_length(bytes);
  const std::string_view credential = bytes.substr(scheme);
  if (credential.empty() || kNoValue.find(credential.front()) != std::string_view::npos) return at + 1;
  // `PWD=/srv` of a shell is a folder, `-passin pass:…` of openssl a password.
  if (credential.front() == '/' && equals_ignoring_case(name, "pwd")) return at + 1;
  const bool direct = value.quoted || text[at] == '=' || scheme > 0 || name == "pass";
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
    return at >= scheme.size() && to_lower(text[at - 1]) == scheme.back() &&
           equals_ignoring_case(text.substr(at - scheme.size(), scheme.size()), scheme) &&
           begins_word(text, at - scheme.size());
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
  CodeSpans code(reading);
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ':' || c == '=') {
      at = named_value(text, at, code.holds(at), out);
      continue;
    }
    if (c == '(') {
      argument(text, at, out);
    } else if (c == ',') {
      second_argument(text, at, out);
    } else if (c == ' ' && at > 0) {
      if (at + 1 < text.size() && text[at + 1] == '"') object(text, at, out);
      token_after_scheme(text, at, out);
    }
    ++at;
  }
}

}  // namespace stackengine::redaction
