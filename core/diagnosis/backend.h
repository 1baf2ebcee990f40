// What a backend speaks, as far as known, with the evidence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "diagnosis/protocol.h"

namespace stackengine {

// The user's answer. `name` is an upstream or the `host:port` of a peer, which may speak several protocols.
struct BackendAnswer {
  std::string name;
  std::vector<Protocol> protocols;
};

// How sure the engine is of `Backend::protocols`.
//   known: conclusive evidence for it, and none against it.
//   suspected: only supporting or weak evidence, or the rest of a transport after conclusive exclusions.
//   conflicting: conclusive evidence for incompatible protocols.
//   unknown: no evidence.
enum class Certainty { known, suspected, conflicting, unknown };

std::string_view to_string(Certainty certainty);

// One answer to the question about a backend: the fix if it speaks `protocol`.
struct Option {
  Protocol protocol = Protocol::http1;
  std::string change;  // "use `proxy_pass http://app`", or "change nothing: …"
};

// An upstream, or a `host:port` in a pass directive without an upstream block.
struct Backend {
  std::string name;
  std::vector<std::string> peers;  // `host:port` or `unix:PATH` of each server
  Certainty certainty = Certainty::unknown;
  std::vector<Protocol> protocols;  // what it speaks (known) or probably speaks (suspected)
  std::vector<Protocol> excluded;   // ruled out by conclusive evidence
  bool supported = false;           // more than weak hints support `protocols`
  bool hints_agree = false;         // at least two weak hints support the same protocol
  std::string foreign;              // conclusive: what it speaks instead of HTTP ("SSH", "FastCGI")
  uint8_t failed_wires = 0;  // bit_of() each wire on which the log shows requests failing, without a reason
  std::vector<Evidence> evidence;
  bool used = false;                     // a pass directive uses it
  bool question = false;                 // a fix depends on what it speaks, which is not known
  std::vector<Option> options;           // of the question, best supported first
  std::vector<std::string> answered_as;  // the names in the user's answers about it

  bool known_to_speak(Protocol protocol) const;
  bool suspected_to_speak(Protocol protocol) const;
  bool has_evidence(Strength strength) const;
};

}  // namespace stackengine
