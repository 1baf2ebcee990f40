// What a backend speaks, as far as it is known, and from what.
#ifndef STACKENGINE_DIAGNOSIS_BACKEND_H_
#define STACKENGINE_DIAGNOSIS_BACKEND_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "diagnosis/protocol.h"

namespace stackengine {

// The user's answer: `name` is an upstream's name or a peer's `host:port`; a peer may speak several.
struct BackendAnswer {
  std::string name;
  std::vector<Protocol> protocols;
};

// How sure the engine is of `Backend::protocols`.
//   known: conclusive evidence, and none against it.
//   suspected: supporting or weak evidence only, or what is left of a transport after conclusive exclusions.
//   conflicting: conclusive evidence for protocols that exclude each other.
//   unknown: no evidence.
enum class Certainty { known, suspected, conflicting, unknown };

std::string_view to_string(Certainty certainty);

// A way of talking to a backend, as a bit of `Backend::failed_modes`.
constexpr uint8_t mode_bit(bool tls, bool http2) {
  return static_cast<uint8_t>(1u << ((tls ? 2u : 0u) + (http2 ? 1u : 0u)));
}

// What the fix would be if the backend spoke `protocol`: one answer to the question about it.
struct Option {
  Protocol protocol = Protocol::http1;
  std::string change;  // "use `proxy_pass http://app`", or that nothing has to change
};

// One upstream, or one `host:port` that a pass directive names without an upstream block.
struct Backend {
  std::string name;
  std::vector<std::string> peers;  // `host:port` or `unix:PATH` of each server
  Certainty certainty = Certainty::unknown;
  std::vector<Protocol> protocols;  // what it speaks (known) or probably speaks (suspected)
  std::vector<Protocol> excluded;   // what conclusive evidence speaks against
  bool supported = false;           // `protocols` rest on more than weak hints
  bool hints_agree = false;         // two weak hints or more speak for the same protocol
  std::string foreign;              // conclusive: it speaks no HTTP at all, but this ("SSH", "FastCGI")
  uint8_t failed_modes = 0;         // the log shows that requests failed this way, and not why
  std::vector<Evidence> evidence;
  bool used = false;                     // a pass directive refers to it
  bool question = false;                 // a fix depends on what it speaks, and that is not known
  std::vector<Option> options;           // of the question, best supported first
  std::vector<std::string> answered_as;  // names of the user's answers that are about it

  bool known_to_speak(Protocol protocol) const;
  bool suspected_to_speak(Protocol protocol) const;
  bool has_evidence(Strength strength) const;
};

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_BACKEND_H_
