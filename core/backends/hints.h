// Weak hints about what a backend speaks: conventions that anyone may break. They order alternatives and
// raise suspicions; they never prove anything.
#pragma once

#include <string>
#include <string_view>

#include "diagnosis/protocol.h"

namespace stackengine::backends {

struct Hint {
  Protocols protocols;  // likeliest first; empty: no hint
  std::string sentence;
};

// From the port of `host:port`: gRPC tutorials and examples use 50051; TLS uses 443, 8443 and 9443.
Hint port_hint(std::string_view address);

// From a word in a name: `grpc-backend`, `app_h2c`. `grpc-gateway` and `grpc-web` speak HTTP/1.1 to nginx and
// give no hint.
Hint name_hint(std::string_view name);

// From a comment: `# gRPC`, `# HTTP/1.1 only`.
Hint comment_hint(std::string_view comment);

}  // namespace stackengine::backends
