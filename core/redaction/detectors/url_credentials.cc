// Credentials inside URLs: `scheme://user:password@host`, also `redis://:password@host` and a lone token as
// the user, and parameters of the query whose name says secret.
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"
#include "redaction/url.h"

namespace stackengine::redaction {
namespace {

bool is_literal(std::string_view text) { return !text.empty() && text.find('$') == std::string_view::npos; }

void userinfo(std::string_view text, Span span, Candidates* out) {
  const size_t colon = span.in(text).find(':');
  const size_t user_end = colon == std::string_view::npos ? span.end : span.start + colon;
  const Span user = make_span(span.start, user_end);
  // Alone it is a token; beside a password it is a name, and a common one (`admin`) says nothing.
  const bool common = is_usual_account(user.in(text));
  if (is_literal(user.in(text)) && (colon == std::string_view::npos || !common)) {
    out->push_back({user, SecretClass::url_password});
  }
  if (colon == std::string_view::npos) return;
  const Span password = make_span(user_end + 1, span.end);
  // Only a whole variable is none: a password may hold a `$`.
  const std::string_view bytes = password.in(text);
  if (!bytes.empty() && !(bytes.front() == '$' && variable_end(bytes, 0) == bytes.size())) {
    out->push_back({password, SecretClass::url_password});
  }
}

// `jdbc:oracle:thin:scott/tiger@//db1:1521/x`.
constexpr std::string_view kOracle = "oracle:thin:";

void oracle(std::string_view text, Candidates* out) {
  constexpr size_t kLongest = 128;
  for (size_t at = text.find(kOracle); at != std::string_view::npos; at = text.find(kOracle, at + 1)) {
    const size_t start = at + kOracle.size();
    const std::string_view parts = text.substr(0, start + kLongest);
    const size_t slash = parts.find_first_of("/@ \"'\n", start);
    const size_t end = slash == std::string_view::npos ? slash : parts.find_first_of("@ \"'\n", slash);
    if (end == std::string_view::npos || text[slash] != '/' || text[end] != '@' || slash == start) continue;
    out->push_back({make_span(start, slash), SecretClass::url_password});
    out->push_back({make_span(slash + 1, end), SecretClass::url_password});
    size_t host = end + 1;
    while (host < text.size() && text[host] == '/') ++host;
    size_t host_end = host;
    while (host_end < text.size() && (is_alnum(text[host_end]) || text[host_end] == '-')) ++host_end;
    add_machine(text, make_span(host, host_end), out);
  }
}

// `at`: the `?` or `&`. A value ends where the parameter, the URL or its quotation ends. Returns where to go
// on.
size_t parameter(std::string_view text, size_t at, Candidates* out) {
  size_t equals = at + 1;
  const auto in_name = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
  while (equals < text.size() && equals - at <= 64 && in_name(text[equals])) ++equals;
  if (equals + 1 >= text.size() || text[equals] != '=' || equals == at + 1) return equals;
  const std::string_view name = text.substr(at + 1, equals - at - 1);
  const bool oauth = equals_ignoring_case(name, "code") || equals_ignoring_case(name, "state");
  if (!oauth && !is_credential_parameter(name)) return equals;
  // A regular expression or a stand-in: `?token=([^&]+)`, `?key={key}`.
  if (std::string_view("([{<*^.").find(text[equals + 1]) != std::string_view::npos) return equals;
  constexpr std::string_view kEnds = "&\"'`<>;,)#|\\";
  size_t end = equals + 1;
  while (end < text.size() && !is_space(text[end]) && kEnds.find(text[end]) == std::string_view::npos) ++end;
  const Span value = make_span(equals + 1, end);
  // RFC 6749 section 4.1.2; a short one is a status or a country.
  if (oauth && value.size() < 12) return end;
  if (!is_switch(value.in(text))) add_literals(text, value, SecretClass::url_password, out);
  return end;
}

}  // namespace

void find_url_credentials(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  if (reading.pairs.may_hold(kOracle)) oracle(text, out);
  AuthorityReader authorities(text);
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '?' || c == '&') {
      at = parameter(text, at, out);
      continue;
    }
    if (c == ':' && text.substr(at, 3) == "://") {
      const Authority authority = authorities.read(at + 3);
      if (!authority.userinfo.empty()) {
        userinfo(text, authority.userinfo, out);
        at = authority.userinfo.end;
      }
    }
    ++at;
  }
}

}  // namespace stackengine::redaction
