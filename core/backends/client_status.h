// What the client got, or the access log recorded, as evidence about the backend: mismatches that leave no
// line in the error log (facts/nginx.md sections 0 and 2.3).
#ifndef STACKENGINE_BACKENDS_CLIENT_STATUS_H_
#define STACKENGINE_BACKENDS_CLIENT_STATUS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "error_log/error_log.h"
#include "text/place.h"

namespace stackengine::backends {

// One answer that a client got from nginx.
struct ClientObservation {
  Place place;
  int status = 0;       // 9: nginx's `009` for an HTTP/0.9 reply (curl: `Received HTTP/0.9 when not allowed`)
  std::string address;  // of the peer (`$upstream_addr`); empty when it is not recorded
  std::string body;  // the beginning of the answer's body, where it is known; error pages have telling words
};

// What it says about a backend that nginx asked by `mode` (a mode_bit()); nullopt: nothing.
std::optional<error_log::Observation> read_client_status(const ClientObservation& client, uint8_t mode);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_CLIENT_STATUS_H_
