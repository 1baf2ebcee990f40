// What the client got, or the access log recorded, as evidence about the backend, for mismatches that leave
// no line in the error log (facts/nginx.md sections 0 and 2.3).
#pragma once

#include <optional>
#include <string>

#include "diagnosis/wire.h"
#include "error_log/error_log.h"
#include "text/place.h"

namespace stackengine::backends {

// One response that a client got from nginx.
struct ClientObservation {
  Place place;
  int status = 0;       // 9: nginx's `009` for an HTTP/0.9 reply (curl: `Received HTTP/0.9 when not allowed`)
  std::string address;  // of the peer (`$upstream_addr`); empty if not recorded
  std::string body;     // the start of the response body, if known; the text of error pages is evidence
};

// What it says about a backend to which nginx sent `wire`; nullopt for nothing.
std::optional<error_log::Observation> read_client_status(const ClientObservation& client, Wire wire);

}  // namespace stackengine::backends
