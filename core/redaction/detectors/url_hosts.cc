// The host of `scheme://host` in any text, without a dot as well: `https://intranet/`. A word that names no
// host in particular
// (`http://backend`, `https://hostname/`) is left to context: it is one only where a directive or another
// place says so.
#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_shape.h"
#include "redaction/host_tokens.h"
#include "redaction/public_names.h"
#include "redaction/url.h"

namespace stackengine::redaction {

namespace {

// `db1`: shorter than what is looked for elsewhere, but a machine here.
bool is_numbered(std::string_view name) {
  return name.size() == 3 && is_alpha(name[0]) && is_alpha(name[1]) && is_digit(name[2]);
}

// `mongodb://u:p@db1:27017,db2:27017/`: names behind commas that have a port.
void further_hosts(std::string_view text, size_t at, Candidates* out) {
  const auto skip_port = [&](size_t from) {
    size_t end = from + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    return from < text.size() && text[from] == ':' && end > from + 1 ? end : from;
  };
  at = skip_port(at);
  while (at < text.size() && text[at] == ',') {
    const size_t start = at + 1;
    size_t end = start;
    while (end < text.size() &&
           (is_alnum(text[end]) || text[end] == '-' || text[end] == '_' || text[end] == '.'))
      ++end;
    at = skip_port(end);
    if (at == end || end == start) return;
    add_name(text, make_span(start, end), SecretClass::host, out);
  }
}

}  // namespace

void find_url_hosts(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  AuthorityReader authorities(text);
  HostShape shape;
  for (size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    Span host = authorities.read(at + 3).host;
    std::string_view name = host.in(text);
    if (starts_with(name, "*.")) {
      host.start += 2;
      name.remove_prefix(2);
    }
    while (!name.empty() && name.back() == '.') {
      --host.end;
      name.remove_suffix(1);
    }
    at = host.start > at + 3 ? host.start - 3 : at;  // behind the userinfo
    if (!split_host(name, &shape) || is_public_name(name) || parse_address(name)) continue;
    if (shape.labels.size() == 1 && (name == "unix" || (is_common_word(name) && !is_numbered(name))))
      continue;
    out->push_back({host, SecretClass::host});
    further_hosts(text, host.end, out);
  }
}

}  // namespace stackengine::redaction
