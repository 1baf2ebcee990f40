// The host of `scheme://host` in any text, without a dot as well: `https://intranet/`. A word that names no
// host in particular
// (`http://backend`, `https://hostname/`) is left to context: it is one only where a directive or another
// place says so.
#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_shape.h"
#include "redaction/public_names.h"
#include "redaction/url.h"

namespace stackengine::redaction {

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
    if (shape.labels.size() == 1 && (name == "unix" || is_common_word(name))) continue;
    out->push_back({host, SecretClass::host});
  }
}

}  // namespace stackengine::redaction
