// What a log entry says about the exchange between nginx and the peer, before any conclusion.
#pragma once

#include <string>
#include <string_view>

#include "diagnosis/wire.h"
#include "error_log/error_log.h"

namespace stackengine::error_log {

// When nginx wrote the message. `later` is after the response header: the protocol worked until then.
enum class Moment { unknown, before_reply, later, not_upstream };

struct Exchange {
  std::string_view message;
  std::string_view action;  // as in Entry
  std::string address;
  std::string scheme;
  Wire wire;  // as far as the line shows
  Moment moment = Moment::unknown;
  bool folklore = false;      // nginx never writes this scheme
  bool grpc_request = false;  // the client's request looks like a gRPC call
};

// The result holds views of `text` and of `entry`.
Exchange read_exchange(const Entry& entry, std::string_view text);

// Whether the port conventionally speaks TLS: 443, 8443, 9443, …
bool on_tls_port(std::string_view address);

}  // namespace stackengine::error_log
