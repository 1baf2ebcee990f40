#include "diagnosis/backend.h"

#include <algorithm>

namespace stackengine {

std::string_view to_string(Certainty certainty) {
  switch (certainty) {
    case Certainty::known:
      return "known";
    case Certainty::suspected:
      return "suspected";
    case Certainty::conflicting:
      return "conflicting";
    case Certainty::unknown:
      break;
  }
  return "unknown";
}

bool Backend::known_to_speak(Protocol protocol) const {
  return certainty == Certainty::known && among(protocol, protocols);
}

bool Backend::suspected_to_speak(Protocol protocol) const {
  return certainty == Certainty::suspected && among(protocol, protocols);
}

bool Backend::has_evidence(Strength strength) const {
  return std::any_of(evidence.begin(), evidence.end(),
                     [strength](const Evidence& one) { return one.strength == strength; });
}

}  // namespace stackengine
