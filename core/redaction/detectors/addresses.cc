// IPv4 and IPv6 addresses wherever they stand, but for those that say nothing about anybody (address.h).
#include "redaction/address_scan.h"
#include "redaction/detectors/detectors.h"

namespace stackengine::redaction {

void find_addresses(const Reading& reading, Candidates* out) {
  for (const AddressPlace& place : scan_addresses(reading.text)) {
    if (!stays_readable(place.address, place.prefix)) out->push_back({place.span, SecretClass::ip_address});
  }
}

}  // namespace stackengine::redaction
