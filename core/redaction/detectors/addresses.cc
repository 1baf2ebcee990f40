// IPv4 and IPv6 addresses wherever they stand, but for those that say nothing about anybody (address.h), and
// the names that /etc/hosts gives them.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"

namespace stackengine::redaction {
namespace {

// `10.0.0.5 app1 app1.acme.lan`, a line of /etc/hosts: the names behind the address that ends at `at`.
void names_behind(std::string_view text, size_t start, size_t at, Candidates* out) {
  if (start > 0 && text[start - 1] != '\n') return;
  const size_t end = std::min(
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._ \t", at),
      text.size());
  if (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != '#') return;
  // No sentence: one of the names has what words have not.
  if (text.substr(at, end - at).find_first_of("0123456789-._") == std::string_view::npos) return;
  while (at < end) {
    const size_t name = at;
    while (at < end && !is_blank(text[at])) ++at;
    add_machine(text, make_span(name, at), out);
    while (at < end && is_blank(text[at])) ++at;
  }
}

}  // namespace

void find_addresses(const Reading& reading, Candidates* out) {
  for (const AddressPlace& place : reading.addresses) {
    if (!stays_readable(place.address, place.prefix)) out->push_back({place.span, SecretClass::ip_address});
    names_behind(reading.text, place.span.start, place.span.end, out);
  }
}

}  // namespace stackengine::redaction
