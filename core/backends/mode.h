// How nginx talks to a backend through a pass directive, and which protocols that reaches.
#ifndef STACKENGINE_BACKENDS_MODE_H_
#define STACKENGINE_BACKENDS_MODE_H_

#include <string>

#include "diagnosis/protocol.h"
#include "nginx/config.h"

namespace stackengine::backends {

struct Mode {
  bool valid = false;  // the scheme is one that the directive knows
  bool tls = false;
  bool http2 = false;  // grpc_pass, or `proxy_http_version 2`
  bool grpc = false;   // grpc_pass
};

// `pass` must not be variable.
Mode mode_of(const nginx::Config& config, const nginx::Pass& pass);

// What a backend must speak, one of them, for the mode to work. gRPC gets through `proxy_http_version 2` too,
// though its status is lost without `proxy_pass_trailers on` (measured on 1.31.4), which is no matter of
// protocols.
Protocols reaches(const Mode& mode);

// For messages: "`grpc_pass`", "HTTP/2", "HTTP/2 over TLS".
std::string directive_words(const Mode& mode);
std::string version_words(const Mode& mode);
std::string spoken_words(const Mode& mode);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_MODE_H_
