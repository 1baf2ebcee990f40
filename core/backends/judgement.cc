#include "backends/judgement.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace stackengine::backends {
namespace {

Mismatch mismatch_of(Wire wire, Protocol protocol) {
  if (is_tls(protocol) != wire.tls())
    return wire.tls() ? Mismatch::tls_to_plaintext : Mismatch::plaintext_to_tls;
  return wire.http2() ? Mismatch::http2_to_http1 : Mismatch::http1_to_http2;
}

// The likeliest protocol. Prefers the same transport: then only one thing is wrong.
Protocol nearest(Wire wire, const Protocols& protocols) {
  const auto same = std::find_if(protocols.begin(), protocols.end(),
                                 [&](Protocol protocol) { return is_tls(protocol) == wire.tls(); });
  return same == protocols.end() ? protocols.front() : *same;
}

bool any_of(const Protocols& protocols, const Protocols& of) {
  return std::any_of(protocols.begin(), protocols.end(),
                     [&](Protocol protocol) { return among(protocol, of); });
}

bool all_of(const Protocols& protocols, const Protocols& of) {
  return std::all_of(protocols.begin(), protocols.end(),
                     [&](Protocol protocol) { return among(protocol, of); });
}

// The protocols that a backend behind a pass directive with this wire most often speaks instead.
Protocols usual_instead(Wire wire) {
  using P = Protocol;
  if (wire.http2()) {
    return wire.tls() ? Protocols{P::http1_tls, P::grpc, P::h2c, P::http1}
                      : Protocols{P::http1, P::grpc_tls, P::h2_tls, P::http1_tls};
  }
  return wire.tls() ? Protocols{P::http1, P::grpc_tls, P::h2_tls, P::grpc, P::h2c}
                    : Protocols{P::http1_tls, P::grpc, P::h2c, P::grpc_tls, P::h2_tls};
}

// What nginx should speak instead: what the evidence suggests, or else what it does not exclude. Offers
// nothing that contradicts a suspicion, because the suspicion would contradict the result too.
Protocols candidates_of(Wire wire, const Backend& backend, Degree degree) {
  if (backend.certainty == Certainty::known) return backend.protocols;
  const Protocols reached = understood_on(wire);
  Protocols candidates;
  const auto add_from = [&](const Protocols& list) {
    for (const Protocol protocol : list) {
      if (among(protocol, reached) || among(protocol, backend.excluded)) continue;
      add_missing({protocol}, &candidates);
    }
  };
  add_from(backend.protocols);
  if (candidates.empty() || degree == Degree::failing) add_from(usual_instead(wire));
  return candidates;
}

// No healthy configuration sends cleartext to port 443. Other conventions are broken so often that a single
// hint is not enough.
bool hints_agree(Wire wire, const Backend& backend) {
  constexpr std::string_view kHttps = ":443";
  const auto on_https = [&](const std::string& peer) {
    return peer.size() > kHttps.size() &&
           peer.compare(peer.size() - kHttps.size(), kHttps.size(), kHttps) == 0;
  };
  if (!wire.tls() && std::any_of(backend.peers.begin(), backend.peers.end(), on_https)) return true;
  return backend.hints_agree;
}

// The exclusions determine the mismatch, even when it is unknown what the backend speaks instead.
Mismatch mismatch_by_exclusion(Wire wire, const Backend& backend) {
  Protocols transport;
  for (const Protocol protocol : kProtocols) {
    if (is_tls(protocol) == wire.tls()) transport.push_back(protocol);
  }
  if (all_of(transport, backend.excluded)) {
    return wire.tls() ? Mismatch::tls_to_plaintext : Mismatch::plaintext_to_tls;
  }
  return wire.http2() ? Mismatch::http2_to_http1 : Mismatch::http1_to_http2;
}

void weigh(Wire wire, const Backend& backend, Judgement* judgement) {
  const Protocols reached = understood_on(wire);
  const bool excluded = all_of(reached, backend.excluded);
  const bool matches = any_of(reached, backend.protocols);
  const auto conclude = [&](Mismatch mismatch, Degree degree) {
    judgement->mismatch = mismatch;
    judgement->degree = degree;
  };
  switch (backend.certainty) {
    case Certainty::known:
      if (!backend.foreign.empty()) {
        conclude(Mismatch::not_http, Degree::sure);
      } else if (!matches) {
        conclude(mismatch_of(wire, nearest(wire, backend.protocols)), Degree::sure);
      }
      return;
    case Certainty::conflicting:
      if (!matches) {
        conclude(mismatch_of(wire, nearest(wire, backend.protocols)), Degree::suspected);
      } else if (!backend.foreign.empty()) {
        conclude(Mismatch::not_http, Degree::suspected);
      } else if (excluded) {
        conclude(mismatch_by_exclusion(wire, backend), Degree::suspected);
      }
      return;
    case Certainty::suspected:
    case Certainty::unknown:
      break;
  }
  if (excluded) return conclude(mismatch_by_exclusion(wire, backend), Degree::sure);
  const bool suspected = backend.certainty == Certainty::suspected && !matches;
  if (suspected && backend.supported) {
    return conclude(mismatch_of(wire, nearest(wire, backend.protocols)), Degree::suspected);
  }
  // A closed connection that was logged for another scheme says nothing about this one.
  const bool failed = (backend.failed_wires & bit_of(wire)) != 0;
  if (failed && !(matches && backend.supported)) {
    const Protocols instead = candidates_of(wire, backend, Degree::failing);
    const Mismatch usual = wire.http2() ? Mismatch::http2_to_http1
                           : wire.tls() ? Mismatch::tls_to_plaintext
                                        : Mismatch::plaintext_to_tls;
    return conclude(instead.empty() ? Mismatch::none : usual, Degree::failing);
  }
  if (suspected && hints_agree(wire, backend)) {
    conclude(mismatch_of(wire, nearest(wire, backend.protocols)), Degree::suspected);
  }
}

}  // namespace

Judgement judge(Wire wire, const Backend& backend) {
  Judgement judgement;
  weigh(wire, backend, &judgement);
  if (judgement.mismatch == Mismatch::none || judgement.mismatch == Mismatch::not_http) return judgement;
  judgement.candidates = candidates_of(wire, backend, judgement.degree);
  return judgement;
}

}  // namespace stackengine::backends
