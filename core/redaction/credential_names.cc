#include "redaction/credential_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "redaction/bytes.h"
#include "redaction/placeholders/labels.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

constexpr WordList kParameters(
    "\naccess-key\naccess-token\napi-key\napi-token\napikey\nassertion\nauth\nauth-key\nauth-token\n"
    "authorization\nbearer\nclient-secret\ncode-verifier\ncredential\ncredentials\nhmac\nid-token\n"
    "jsessionid\njwt\nkey\nlicense-key\nmd5\notp\npass\npasswd\npassword\nphpsessid\n"
    "private-token\npwd\nrefresh-token\nsamlresponse\nsecret\nsecret-key\nsession\nsession-id\n"
    "session-token\nsessionid\nsid\nsig\nsignature\nticket\ntoken\nx-amz-credential\n"
    "x-amz-security-token\nx-amz-signature\n");
static_assert(kParameters.is_sorted());

constexpr WordList kSchemes(
    "\napikey\naws4-hmac-sha256\nbasic\nbearer\ndigest\ndpop\ngeniekey\nhmac\nhoba\njwt\nkey\nmutual\nnegotiate\n"
    "ntlm\nprivatetoken\nscram-sha-1\nscram-sha-256\nsplunk\nssws\ntoken\nvapid\n");
static_assert(kSchemes.is_sorted());

// Attributes of Set-Cookie (RFC 6265 section 4.1.1), whose values are no secret.
constexpr WordList kCookieAttributes(
    "\ndomain\nexpires\nhttponly\nmax-age\npartitioned\npath\npriority\nsamesite\nsecure\n");
static_assert(kCookieAttributes.is_sorted());

std::string normalized(std::string_view name) {
  std::string out;
  name = name.substr(0, 64);
  for (size_t i = 0; i < name.size(); ++i) {
    const bool upper = name[i] >= 'A' && name[i] <= 'Z';
    if (upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z') out += '-';  // `apiKey`
    out += name[i] == '_' ? '-' : to_lower(name[i]);
  }
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

constexpr WordList kSessions(
    "\nasp.net-sessionid\nci-session\nconnect.sid\ncookie\njsessionid\nlaravel-session\nphpsessid\n"
    "session\nsessionid\nset-cookie\nsid\nxsrf-token\n");
static_assert(kSessions.is_sorted());
constexpr std::string_view kSessionParts[] = {"session-id", "sessionid"};
constexpr std::string_view kSessionEnds[] = {"-session", ".sid", "-sid", "cookie"};

template <size_t kCount>
bool contains_one(std::string_view name, const std::string_view (&parts)[kCount]) {
  return std::any_of(parts, parts + kCount, [&](std::string_view part) { return contains(name, part); });
}

template <size_t kCount>
bool ends_with_one(std::string_view name, const std::string_view (&ends)[kCount]) {
  return std::any_of(ends, ends + kCount, [&](std::string_view end) { return ends_with(name, end); });
}

bool is_session_word(std::string_view name) {
  return kSessions.contains(name) || contains_one(name, kSessionParts) || ends_with_one(name, kSessionEnds);
}

// Of settings, which are no credential themselves.
constexpr std::string_view kAbout[] = {"file",
                                       "path",
                                       "url",
                                       "uri",
                                       "name",
                                       "names",
                                       "type",
                                       "header",
                                       "zone",
                                       "-ttl",
                                       "-length",
                                       "-age",
                                       "-expiry",
                                       "-expires",
                                       "-ref",
                                       "-refs",
                                       "provider",
                                       "-policy",
                                       "-method",
                                       "-format",
                                       "-enabled",
                                       "key-ref",
                                       "existing-secret",
                                       "auth-secret",
                                       "tls-secret",
                                       "ssl-secret",
                                       "-timeout",
                                       "-algorithm",
                                       "-issuer",
                                       "-cookie-domain",
                                       "-cookie-path",
                                       "-endpoint",
                                       "-version"};

constexpr std::string_view kWhole[] = {"pass", "pwd", "psk"};
constexpr std::string_view kParts[] = {"secret",     "password",         "passwd",
                                       "passphrase", "credential",       "authorization",
                                       "bearer",     "connectionstring", "connection-string"};
constexpr std::string_view kEnds[] = {"token",
                                      "api-key",
                                      "apikey",
                                      "access-key",
                                      "accesskey",
                                      "auth-key",
                                      "private-key",
                                      "privatekey",
                                      "subscription-key",
                                      "license-key",
                                      "client-key",
                                      "master-key",
                                      "account-key",
                                      "accountkey",
                                      "session-key",
                                      "encryption-key",
                                      "encrypt-session-key",
                                      "signing-key",
                                      "app-key",
                                      "appkey",
                                      "dsn",
                                      "storage-key",
                                      "shared-key",
                                      "hmac-key",
                                      "private-key-id",
                                      "signature",
                                      "x-auth",
                                      "-pwd",
                                      "-pass",
                                      "requirepass",
                                      "authtoken",
                                      "hmac",
                                      "webhook-key",
                                      "-psk",
                                      "-auth",
                                      "-salt"};
// `x-acme-key`, but no key of a cache.
constexpr std::string_view kExtension = "x-";
constexpr std::string_view kExtensionEnd = "-key";

// Of each word above three letters in a row: a name that holds none of them is no credential's. Sorts out
// nearly every name before anything is copied.
class Trigrams {
 public:
  // `preferred`: where a word holds one of these, separated by blanks, it is the one; of another word it is
  // its last.
  constexpr explicit Trigrams(std::string_view preferred) {
    for (size_t i = 0; i + 3 <= preferred.size(); i += 4) set(preferred, i);
    for (const std::string_view word : kSessionParts) add(word);
    for (const std::string_view word : kSessionEnds) add(word);
    for (const std::string_view word : kWhole) add(word);
    for (const std::string_view word : kParts) add(word);
    for (const std::string_view word : kEnds) add(word);
    add(kExtensionEnd);
    const std::string_view sessions = kSessions.text();
    for (size_t at = 1; at < sessions.size();) {
      const size_t end = sessions.find('\n', at);
      add(sessions.substr(at, end - at));
      at = end + 1;
    }
  }

  // Any case; normalized or not.
  constexpr bool may_hold(std::string_view name) const {
    for (size_t i = 0; i + 3 <= name.size(); ++i) {
      const unsigned bit = hash(name, i);
      if ((bits_[bit / 64] >> bit % 64 & 1) != 0) return true;
    }
    return false;
  }

 private:
  static constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
  static constexpr unsigned byte(char c) { return static_cast<unsigned char>(to_lower(c)); }
  static constexpr unsigned hash(std::string_view text, size_t i) {
    return (byte(text[i]) * 83u + byte(text[i + 1]) * 19u + byte(text[i + 2])) & 2047;
  }
  constexpr void set(std::string_view text, size_t i) {
    const unsigned bit = hash(text, i);
    bits_[bit / 64] |= uint64_t{1} << bit % 64;
  }

  // Letters only: a `-` may be a `_` or a capital in the name.
  constexpr void add(std::string_view word) {
    size_t last = word.size();
    for (size_t i = 0; i + 3 <= word.size(); ++i) {
      if (!is_letter(word[i]) || !is_letter(word[i + 1]) || !is_letter(word[i + 2])) continue;
      const unsigned bit = hash(word, i);
      if ((bits_[bit / 64] >> bit % 64 & 1) != 0) return;
      last = i;
    }
    set(word, last);  // a word without three letters does not compile
  }

  uint64_t bits_[32] = {};
};
constexpr Trigrams kTrigrams("ass ecr red uth ear oke key ign ess sid coo dsn pwd psk alt mac nst tok tri ");

bool is_credential_word(std::string_view name) {
  // Settings of a credential are none: `token_type`, `password_file`, `secretName`, `apiKeyHeader`.
  if (holds_placeholder(name) || ends_with_one(name, kAbout)) return false;
  if (std::find(std::begin(kWhole), std::end(kWhole), name) != std::end(kWhole)) return true;
  if (starts_with(name, kExtension) && ends_with(name, kExtensionEnd)) return !ends_with(name, "cache-key");
  return contains_one(name, kParts) || ends_with_one(name, kEnds) || is_session_word(name);
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

void add_cookies(std::string_view text, Span span, Candidates* out) {
  for (size_t start = span.start; start < span.end;) {
    const size_t end = std::min<size_t>(text.find(';', start), span.end);
    size_t name = start;
    while (name < end && is_space(text[name])) ++name;
    const size_t equals = text.substr(name, end - name).find('=');
    const bool named = equals != std::string_view::npos;
    const size_t value = named ? name + equals + 1 : name;
    const std::string key = named ? lower_case(text.substr(name, std::min<size_t>(equals, 64)))
                                  : lower_case(text.substr(name, std::min<size_t>(end - name, 64)));
    if (!kCookieAttributes.contains(key) && !is_switch(text.substr(value, end - value))) {
      add_literals(text, make_span(value, end), SecretClass::session, out);
    }
    start = end + 1;
  }
}

bool is_credential_header(std::string_view header) {
  if (!kTrigrams.may_hold(header)) return false;
  std::string name = normalized(header);
  if (starts_with(name, "http-")) name.erase(0, 5);
  return is_credential_word(name);
}

bool is_cookie_header(std::string_view name) {
  return name.size() >= 6 && equals_ignoring_case(name.substr(name.size() - 6), "cookie");
}

SecretClass class_of_credential(std::string_view name) {
  std::string plain = normalized(name);
  if (starts_with(plain, "http-")) plain.erase(0, 5);
  if (is_session_word(plain) || starts_with(plain, "cookie-")) return SecretClass::session;
  const bool header =
      contains(plain, "authorization") || starts_with(plain, "x-") || plain == "private-token";
  return header ? SecretClass::authorization : SecretClass::password;
}

bool is_credential_variable(std::string_view variable) {
  if (!starts_with(variable, "arg_") && !kTrigrams.may_hold(variable)) return false;
  const std::string name = normalized(variable);
  if (starts_with(name, "arg-")) return kParameters.contains(std::string_view(name).substr(4));
  if (starts_with(name, "cookie-")) {
    return kParameters.contains(std::string_view(name).substr(7)) || is_credential_word(name);
  }
  // A response header or a part of TLS is no request's credential: `$ssl_session_id`,
  // `$upstream_http_x_token`.
  if (starts_with(name, "ssl-session") || starts_with(name, "upstream-http-") ||
      starts_with(name, "upstream-cookie-") || starts_with(name, "upstream-trailer-") ||
      starts_with(name, "sent-"))
    return false;
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
  return next > end && kSchemes.contains(lower_case(value.substr(0, end))) ? next : 0;
}

bool is_switch(std::string_view value) {
  constexpr WordList kSwitches(
      "\n0\n1\nall\nany\napop\nbasic\nbearer\ncram-md5\ndigest\nexternal\nfalse\nhttp\nhttps\nlogin\nnegotiate\n"
      "nil\nno\nnone\nntlm\nnull\noff\non\noptional\noptional_no_ca\nplain\nrequired\ntrue\nyes\n");
  static_assert(kSwitches.is_sorted());
  return value.empty() || (value.size() <= 14 && kSwitches.contains(lower_case(value)));
}

void add_credential(std::string_view text, Span span, SecretClass secret_class, Candidates* out) {
  while (!span.empty() && is_space(text[span.start])) ++span.start;
  span.start += static_cast<uint32_t>(scheme_length(span.in(text)));
  if (!is_switch(span.in(text))) add_literals(text, span, secret_class, out);
}

void add_credentials_of_regex(std::string_view text, Span span, SecretClass secret_class, Candidates* out) {
  constexpr size_t kShortest = 8;
  for (size_t at = span.start; at < span.end;) {
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    const size_t start = at;
    bool digit = false;
    for (; at < span.end && (is_base64(text[at]) || text[at] == '.'); ++at)
      digit = digit || is_digit(text[at]);
    if (at - start >= kShortest && digit) out->push_back({make_span(start, at), secret_class});
    if (at == start) ++at;
  }
}

}  // namespace stackengine::redaction
