// Weak hints about what a backend speaks: customs that anyone may break. They order alternatives and raise
// suspicions; they never prove anything.
#ifndef STACKENGINE_BACKENDS_HINTS_H_
#define STACKENGINE_BACKENDS_HINTS_H_

#include <string>
#include <string_view>

#include "diagnosis/protocol.h"

namespace stackengine::backends {

struct Hint {
  Protocols protocols;  // likeliest first; empty: no hint
  std::string sentence;
};

// By the port of `host:port`: 50051 is gRPC's in its tutorials and examples; 443, 8443 and 9443 TLS's.
Hint port_hint(std::string_view address);

// By a word in a name: `grpc-backend`, `app_h2c`. `grpc-gateway` and `grpc-web` speak HTTP/1.1 to nginx and
// give none.
Hint name_hint(std::string_view name);

// By a comment: `# gRPC`, `# HTTP/1.1 only`.
Hint comment_hint(std::string_view comment);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_HINTS_H_
