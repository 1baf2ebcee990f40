// What a backend speaks, as far as it is known, and from what.
#ifndef STACKENGINE_DIAGNOSIS_BACKEND_H_
#define STACKENGINE_DIAGNOSIS_BACKEND_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/diagnostic.h"

namespace stackengine {

// The protocols that a backend can speak, by their names on the command line (design.md, "The command line").
enum class Protocol { http1, http1_tls, h2c, h2_tls, grpc, grpc_tls };

inline constexpr Protocol kProtocols[] = {Protocol::http1,  Protocol::http1_tls, Protocol::h2c,
                                          Protocol::h2_tls, Protocol::grpc,      Protocol::grpc_tls};

std::string_view to_string(Protocol protocol);  // "http1-tls"
std::string_view describe(Protocol protocol);   // "HTTP/1.1 over TLS"
std::optional<Protocol> parse_protocol(std::string_view name);

// The user's answer: `name` is an upstream's name or a peer's `host:port`; a peer may speak several.
struct BackendAnswer {
  std::string name;
  std::vector<Protocol> protocols;
};

// How sure the engine is of `Backend::protocols`.
//   known: conclusive evidence, and none against it.
//   suspected: supporting evidence only.
//   conflicting: conclusive evidence for protocols that exclude each other.
//   unknown: no evidence.
enum class Certainty { known, suspected, conflicting, unknown };

std::string_view to_string(Certainty certainty);

// One upstream, or one `host:port` that a pass directive names without an upstream block.
struct Backend {
  std::string name;
  std::vector<std::string> peers;  // `host:port` or `unix:PATH` of each server
  Certainty certainty = Certainty::unknown;
  std::vector<Protocol> protocols;  // what it speaks (known) or probably speaks (suspected)
  std::vector<Protocol> excluded;   // what conclusive evidence speaks against
  std::vector<Evidence> evidence;
  bool used = false;      // a pass directive refers to it
  bool question = false;  // a fix depends on what it speaks, and that is not known

  bool known_to_speak(Protocol protocol) const;
  bool suspected_to_speak(Protocol protocol) const;
};

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_BACKEND_H_
