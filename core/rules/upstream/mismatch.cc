#include "rules/upstream/mismatch.h"

#include <algorithm>

#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using backends::Mode;

Fault fault_of(const Mode& mode, Protocol protocol) {
  if (is_tls(protocol) != mode.tls) return mode.tls ? Fault::tls_to_plaintext : Fault::plaintext_to_tls;
  return mode.http2 ? Fault::http2_to_http1 : Fault::http1_to_http2;
}

// The likeliest protocol, one of the same transport before others: fewer things would be wrong at once.
Protocol nearest(const Mode& mode, const Protocols& protocols) {
  const auto same = std::find_if(protocols.begin(), protocols.end(),
                                 [&](Protocol protocol) { return is_tls(protocol) == mode.tls; });
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

// What a pass directive of this mode is most often confused with.
Protocols usual_instead(const Mode& mode) {
  using P = Protocol;
  if (mode.http2) {
    return mode.tls ? Protocols{P::http1_tls, P::grpc, P::h2c, P::http1}
                    : Protocols{P::http1, P::grpc_tls, P::h2_tls, P::http1_tls};
  }
  return mode.tls ? Protocols{P::http1, P::grpc_tls, P::h2_tls, P::grpc, P::h2c}
                  : Protocols{P::http1_tls, P::grpc, P::h2c, P::grpc_tls, P::h2_tls};
}

// What nginx would have to speak instead: what the evidence suggests; where it suggests nothing else, what it
// leaves open. Against a suspicion nothing is offered, for the suspicion would stand against the result too.
Protocols candidates_of(const Mode& mode, const Backend& backend, Degree degree) {
  if (backend.certainty == Certainty::known) return backend.protocols;
  const Protocols reached = reaches(mode);
  Protocols candidates;
  const auto add_from = [&](const Protocols& list) {
    for (const Protocol protocol : list) {
      if (among(protocol, reached) || among(protocol, backend.excluded)) continue;
      add_missing({protocol}, &candidates);
    }
  };
  add_from(backend.protocols);
  if (candidates.empty() || degree == Degree::failing) add_from(usual_instead(mode));
  return candidates;
}

// No healthy configuration sends cleartext to port 443; any other custom is broken often enough that one hint
// alone must stay silent.
bool hints_agree(const Mode& mode, const Backend& backend) {
  constexpr std::string_view kHttps = ":443";
  const auto on_https = [&](const std::string& peer) {
    return peer.size() > kHttps.size() &&
           peer.compare(peer.size() - kHttps.size(), kHttps.size(), kHttps) == 0;
  };
  if (!mode.tls && std::any_of(backend.peers.begin(), backend.peers.end(), on_https)) return true;
  return backend.hints_agree;
}

// What is excluded for sure tells the fault, even where it is open what the backend speaks instead.
Fault excluded_fault(const Mode& mode, const Backend& backend) {
  Protocols transport;
  for (const Protocol protocol : kProtocols) {
    if (is_tls(protocol) == mode.tls) transport.push_back(protocol);
  }
  if (all_of(transport, backend.excluded)) {
    return mode.tls ? Fault::tls_to_plaintext : Fault::plaintext_to_tls;
  }
  return mode.http2 ? Fault::http2_to_http1 : Fault::http1_to_http2;
}

void weigh(const Mode& mode, const Backend& backend, Verdict* verdict) {
  const Protocols reached = reaches(mode);
  const bool excluded = all_of(reached, backend.excluded);
  const bool matches = any_of(reached, backend.protocols);
  const auto conclude = [&](Fault fault, Degree degree) {
    verdict->fault = fault;
    verdict->degree = degree;
  };
  switch (backend.certainty) {
    case Certainty::known:
      if (!backend.foreign.empty()) {
        conclude(Fault::not_http, Degree::sure);
      } else if (!matches) {
        conclude(fault_of(mode, nearest(mode, backend.protocols)), Degree::sure);
      }
      return;
    case Certainty::conflicting:
      if (!matches) {
        conclude(fault_of(mode, nearest(mode, backend.protocols)), Degree::suspected);
      } else if (!backend.foreign.empty()) {
        conclude(Fault::not_http, Degree::suspected);
      } else if (excluded) {
        conclude(excluded_fault(mode, backend), Degree::suspected);
      }
      return;
    case Certainty::suspected:
    case Certainty::unknown:
      break;
  }
  if (excluded) return conclude(excluded_fault(mode, backend), Degree::sure);
  const bool suspected = backend.certainty == Certainty::suspected && !matches;
  if (suspected && backend.supported) {
    return conclude(fault_of(mode, nearest(mode, backend.protocols)), Degree::suspected);
  }
  // A hang-up that was logged for another scheme says nothing about this one.
  const bool failed = (backend.failed_modes & mode_bit(mode.tls, mode.http2)) != 0;
  if (failed && !(matches && backend.supported)) {
    const Protocols instead = candidates_of(mode, backend, Degree::failing);
    const Fault usual = mode.http2 ? Fault::http2_to_http1
                        : mode.tls ? Fault::tls_to_plaintext
                                   : Fault::plaintext_to_tls;
    return conclude(instead.empty() ? Fault::none : usual, Degree::failing);
  }
  if (suspected && hints_agree(mode, backend)) {
    conclude(fault_of(mode, nearest(mode, backend.protocols)), Degree::suspected);
  }
}

}  // namespace

Verdict judge(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  Verdict verdict;
  if (pass.variable) return verdict;
  verdict.backend = subject.backend_of(pass);
  if (verdict.backend == nullptr) return verdict;
  verdict.mode = backends::mode_of(file.config, pass);
  if (!verdict.mode.valid || is_overridden(file.config, pass)) return verdict;
  // An older nginx refuses `proxy_http_version 2` and never speaks it.
  const std::optional<nginx::Version>& version = subject.nginx().version;
  if (verdict.mode.http2 && !verdict.mode.grpc && version && *version < nginx::kProxyHttp2) return verdict;
  weigh(verdict.mode, *verdict.backend, &verdict);
  if (verdict.fault == Fault::none || verdict.fault == Fault::not_http) return verdict;
  verdict.candidates = candidates_of(verdict.mode, *verdict.backend, verdict.degree);
  return verdict;
}

}  // namespace stackengine::rules
