// What a log entry tells of the exchange between nginx and the peer, before any conclusion.
#ifndef STACKENGINE_ERROR_LOG_EXCHANGE_H_
#define STACKENGINE_ERROR_LOG_EXCHANGE_H_

#include <string>
#include <string_view>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// How nginx talked to the peer, as far as the line tells.
enum class Transport { unknown, cleartext, tls };

// When the message was written. `later` is after the response header: the protocol had worked by then.
enum class Moment { unknown, before_reply, later, not_upstream };

struct Exchange {
  std::string_view message;
  std::string_view action;  // as Entry has it
  std::string address;
  std::string scheme;
  Transport transport = Transport::unknown;
  Moment moment = Moment::unknown;
  bool http2 = false;         // nginx sent HTTP/2
  bool grpc = false;          // by grpc_pass
  bool http = true;           // no FastCGI, uwsgi, SCGI or memcached
  bool folklore = false;      // nginx never writes this scheme
  bool grpc_request = false;  // the client's request looks like a gRPC call
};

// Views of `text` and of `entry`.
Exchange read_exchange(const Entry& entry, std::string_view text);

// 443, 8443, 9443, …: a port that by custom speaks TLS.
bool on_tls_port(std::string_view address);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_EXCHANGE_H_
