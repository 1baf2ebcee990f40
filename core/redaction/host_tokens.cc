#include "redaction/host_tokens.h"

#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/host_shape.h"
#include "redaction/public_names.h"
#include "redaction/url.h"

namespace stackengine::redaction {
namespace {

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A word inside a regular expression that can only be a label of its own: no operator, no common word.
bool is_own_label(std::string_view word) {
  return word.size() >= 4 && !is_common_word(word) && top_level(word) == TopLevel::none;
}

}  // namespace

void add_name(std::string_view text, Span token, SecretClass secret_class, Candidates* out) {
  std::string_view name = token.in(text);
  if (starts_with(name, "~")) {
    add_names_of_regex(text, token, out);
    return;
  }
  const size_t prefix = starts_with(name, "*.") ? 2 : starts_with(name, ".") ? 1 : 0;
  name.remove_prefix(prefix);
  token.start += static_cast<uint32_t>(prefix);
  const size_t suffix = ends_with(name, ".*") ? 2 : ends_with(name, ".") ? 1 : 0;
  name.remove_suffix(suffix);
  token.end -= static_cast<uint32_t>(suffix);
  if (name.empty() || name.find('$') != std::string_view::npos || is_number(name)) return;
  if (is_public_name(name) || parse_address(name)) return;
  HostShape shape;
  // An upstream's name may hold any byte; what no name holds elsewhere is a pattern.
  if (!split_host(name, &shape) && secret_class != SecretClass::upstream_name && name.size() <= kLongestHost)
    return;
  out->push_back({token, secret_class});
}

void add_host_and_port(std::string_view text, Span token, Candidates* out) {
  const std::string_view bytes = token.in(text);
  if (starts_with(bytes, "unix:") || starts_with(bytes, "[")) return;
  const size_t end = bytes.find_first_of(":/?#,");
  if (end != std::string_view::npos && bytes.find(':', end + 1) != std::string_view::npos)
    return;  // an IPv6 address
  if (end != std::string_view::npos) token.end = token.start + static_cast<uint32_t>(end);
  add_name(text, token, SecretClass::host, out);
}

void add_pass_target(std::string_view text, Span token, Candidates* out) {
  const size_t scheme = token.in(text).find("://");
  if (scheme == std::string_view::npos) {
    add_host_and_port(text, token, out);
    return;
  }
  const Authority authority = AuthorityReader(text.substr(0, token.end)).read(token.start + scheme + 3);
  if (authority.host.in(text) != "unix") add_name(text, authority.host, SecretClass::host, out);
}

void add_names_of_regex(std::string_view text, Span regex, Candidates* out) {
  for (size_t at = regex.start; at < regex.end;) {
    const char c = text[at];
    if (c == '\\') {
      at += 2;
    } else if (c == '$') {
      at = variable_end(text, at);
    } else if (c == '[') {  // a class of bytes
      at += 2;
      while (at < regex.end && text[at] != ']') ++at;
      ++at;
    } else if (c == '<') {  // a group's name
      while (at < regex.end && text[at] != '>') ++at;
    } else if (!is_alnum(c)) {
      ++at;
    } else {
      const size_t start = at;
      size_t end = at;
      size_t labels = 0;
      while (true) {
        const size_t label = at;
        while (at < regex.end && (is_alnum(text[at]) || text[at] == '-' || text[at] == '_')) ++at;
        if (at == label) break;
        end = at;
        ++labels;
        const size_t separator = separator_length(text.substr(at, std::min<size_t>(3, regex.end - at)));
        // An unescaped dot before an operator is a wildcard.
        if (separator == 0) break;
        at += separator;
      }
      const std::string_view name = text.substr(start, end - start);
      at = end;
      if (is_number(name) || is_public_name(name)) continue;
      if (labels > 1 || is_own_label(name)) out->push_back({make_span(start, end), SecretClass::host});
    }
  }
}

}  // namespace stackengine::redaction
