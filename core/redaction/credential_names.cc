#include "redaction/credential_names.h"

#include <algorithm>
#include <string>

#include "redaction/bytes.h"
#include "redaction/placeholders/labels.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

constexpr WordList kParameters(
    "\naccess-key\naccess-token\napi-key\napi-token\napikey\nauth\nauth-key\nauth-"
    "token\nauthorization\nbearer\n"
    "client-secret\ncredential\ncredentials\nid-token\njsessionid\njwt\nkey\nlicense-key\notp\npass\n"
    "passwd\npassword\nphpsessid\nprivate-token\npwd\nrefresh-token\nsecret\nsecret-key\nsession\nsession-"
    "id\n"
    "session-token\nsessionid\nsid\nsig\nsignature\nticket\ntoken\nx-amz-credential\nx-amz-security-token\n"
    "x-amz-signature\n");
static_assert(kParameters.is_sorted());

constexpr WordList kSchemes(
    "\napikey\naws4-hmac-"
    "sha256\nbasic\nbearer\ndigest\ndpop\ngeniekey\nhmac\nhoba\njwt\nkey\nmutual\nnegotiate\n"
    "ntlm\nprivatetoken\nscram-sha-1\nscram-sha-256\nsplunk\nssws\ntoken\nvapid\n");
static_assert(kSchemes.is_sorted());

// Attributes of Set-Cookie (RFC 6265 section 4.1.1), whose values are no secret.
constexpr WordList kCookieAttributes(
    "\ndomain\nexpires\nhttponly\nmax-age\npartitioned\npath\npriority\nsamesite\nsecure\n");
static_assert(kCookieAttributes.is_sorted());

std::string normalized(std::string_view name) {
  std::string out = lowered(name.substr(0, 64));
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// `secret0001kp: …` is no secret's name.
bool holds_placeholder(std::string_view name) {
  for (size_t start = 0; start < name.size();) {
    const size_t end = std::min(name.find('-', start), name.size());
    if (has_label_shape(name.substr(start, end - start))) return true;
    start = end + 1;
  }
  return false;
}

bool is_credential_word(std::string_view name) {
  if (holds_placeholder(name)) return false;
  for (const std::string_view end :
       {"-file", "-path", "-url", "-uri", "-name", "-type", "-header", "-zone"}) {
    if (ends_with(name, end)) return false;
  }
  for (const std::string_view part :
       {"secret", "password", "passwd", "credential", "authorization", "bearer"}) {
    if (contains(name, part)) return true;
  }
  for (const std::string_view end :
       {"token", "api-key", "apikey", "access-key", "auth-key", "private-key", "subscription-key",
        "license-key", "client-key", "master-key", "signature", "session-id", "sessionid", "x-auth"}) {
    if (ends_with(name, end)) return true;
  }
  return false;
}

}  // namespace

void add_literals(std::string_view text, Span span, SecretClass secret_class, Candidates* out) {
  size_t start = span.start;
  const auto add = [&](size_t end) {
    const std::string_view literal = text.substr(start, end - start);
    if (std::any_of(literal.begin(), literal.end(), is_alnum)) {
      out->push_back({make_span(start, end), secret_class});
    }
  };
  for (size_t i = start; i < span.end;) {
    const size_t end = text[i] == '$' ? std::min<size_t>(variable_end(text, i), span.end) : i + 1;
    if (end > i + 1) {
      add(i);
      start = end;
    }
    i = end;
  }
  add(span.end);
}

namespace {

void add_cookies(std::string_view text, Span span, Candidates* out) {
  for (size_t start = span.start; start < span.end;) {
    const size_t end = std::min<size_t>(text.find(';', start), span.end);
    size_t name = start;
    while (name < end && is_space(text[name])) ++name;
    const size_t equals = text.substr(name, end - name).find('=');
    const bool named = equals != std::string_view::npos;
    const size_t value = named ? name + equals + 1 : name;
    const std::string key = named ? lowered(text.substr(name, std::min<size_t>(equals, 64)))
                                  : lowered(text.substr(name, std::min<size_t>(end - name, 64)));
    if (!kCookieAttributes.contains(key) && !is_switch(text.substr(value, end - value))) {
      add_literals(text, make_span(value, end), SecretClass::authorization, out);
    }
    start = end + 1;
  }
}

}  // namespace

bool is_credential_header(std::string_view header) {
  std::string name = normalized(header);
  if (starts_with(name, "http-")) name.erase(0, 5);
  return name == "cookie" || name == "set-cookie" || is_credential_word(name);
}

bool is_credential_variable(std::string_view variable) {
  const std::string name = normalized(variable);
  if (starts_with(name, "arg-")) return kParameters.contains(std::string_view(name).substr(4));
  if (starts_with(name, "cookie-")) {
    return kParameters.contains(std::string_view(name).substr(7)) || is_credential_word(name);
  }
  // A response header or a part of TLS is no request's credential: `$ssl_session_id`,
  // `$upstream_http_x_token`.
  if (starts_with(name, "ssl-") || starts_with(name, "upstream-") || starts_with(name, "sent-")) return false;
  return is_credential_header(name);
}

bool is_credential_parameter(std::string_view name) {
  const std::string plain = normalized(name);
  return kParameters.contains(plain) || is_credential_word(plain);
}

size_t scheme_length(std::string_view value) {
  size_t end = 0;
  while (end < value.size() && end < 20 && (is_alnum(value[end]) || value[end] == '-')) ++end;
  size_t next = end;
  while (next < value.size() && is_blank(value[next])) ++next;
  return next > end && kSchemes.contains(lowered(value.substr(0, end))) ? next : 0;
}

bool is_switch(std::string_view value) {
  constexpr WordList kSwitches("\n0\n1\nfalse\nnil\nno\nnone\nnull\noff\non\ntrue\nyes\n");
  static_assert(kSwitches.is_sorted());
  return value.empty() || (value.size() <= 5 && kSwitches.contains(lowered(value)));
}

void add_credential(std::string_view text, Span span, bool cookie, Candidates* out) {
  if (cookie) {
    add_cookies(text, span, out);
    return;
  }
  while (!span.empty() && is_space(text[span.start])) ++span.start;
  span.start += static_cast<uint32_t>(scheme_length(span.in(text)));
  if (!is_switch(span.in(text))) add_literals(text, span, SecretClass::authorization, out);
}

}  // namespace stackengine::redaction
