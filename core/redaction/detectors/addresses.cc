// IPv4 and IPv6 addresses wherever they stand, but for those that say nothing about anybody (address.h), and
// the names that /etc/hosts gives them.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"

namespace stackengine::redaction {
namespace {

bool begins_line(std::string_view text, size_t at) { return at == 0 || text[at - 1] == '\n'; }

// `10.0.0.5 app1 app1.acme.lan`, a line of /etc/hosts: the names behind the address that ends at `at`.
// `listed`: the line before begins with an address, too.
void names_behind(std::string_view text, size_t at, bool listed, Candidates* out) {
  const size_t end = std::min(
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._ \t", at),
      text.size());
  if (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != '#') return;
  // No sentence: one of the names has what words have not, or it is one name in a list.
  const std::string_view names = text.substr(at, end - at);
  const bool one = listed && std::count(names.begin(), names.end(), ' ') <= 1;
  if (!one && names.find_first_of("0123456789-._") == std::string_view::npos) return;
  while (at < end) {
    const size_t name = at;
    while (at < end && !is_blank(text[at])) ++at;
    add_machine(text, make_span(name, at), out);
    while (at < end && is_blank(text[at])) ++at;
  }
}

}  // namespace

void find_addresses(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  size_t next_line = std::string_view::npos;  // behind the last line that began with an address
  for (const AddressPlace& place : reading.addresses) {
    if (!stays_readable(place.address, place.prefix)) out->push_back({place.span, SecretClass::ip_address});
    if (!begins_line(text, place.span.start)) continue;
    names_behind(text, place.span.end, place.span.start == next_line, out);
    next_line = std::min(text.find('\n', place.span.end), text.size() - 1) + 1;
  }
}

}  // namespace stackengine::redaction
