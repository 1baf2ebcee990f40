#include "rules/kubernetes/mixture.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "kubernetes/hints.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

bool is_grpc(Protocol protocol) { return protocol == Protocol::grpc || protocol == Protocol::grpc_tls; }

// Whether the pods of a route speak gRPC or HTTP; nullopt when unknown. Adds the evidence.
std::optional<bool> speaks_grpc(const Backend* backend, const kubernetes::Route& route,
                                std::vector<Evidence>* evidence, std::vector<Protocol>* protocols) {
  if (backend != nullptr && backend->certainty == Certainty::known) {
    const auto& list = backend->protocols;
    const auto count = std::count_if(list.begin(), list.end(), is_grpc);
    if (count != 0 && static_cast<size_t>(count) != list.size()) return std::nullopt;
    *protocols = list;
    evidence->insert(evidence->end(), backend->evidence.begin(), backend->evidence.end());
    return count != 0;
  }
  std::optional<bool> grpc;
  std::vector<kubernetes::Hint> hints = kubernetes::port_hints(route);
  if (hints.empty()) hints = kubernetes::all_hints(route);
  for (const kubernetes::Hint& hint : hints) {
    if (hint.protocol == Protocol::h2c) continue;  // gRPC is HTTP/2 too
    if (grpc && *grpc != is_grpc(hint.protocol)) return std::nullopt;
    grpc = is_grpc(hint.protocol);
    protocols->push_back(hint.protocol);
  }
  for (kubernetes::Hint& hint : hints)
    evidence->push_back({EvidenceKind::config, Strength::supporting, std::move(hint.text), true, hint.place});
  return grpc;
}

}  // namespace

Mixture mixture_of(const Subject& subject, const kubernetes::Ingress& ingress) {
  Mixture mixture;
  if (ingress.kind != kubernetes::IngressKind::ingress) return mixture;
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  const kubernetes::Annotation annotation =
      manifest.annotation(*ingress.place.object, kubernetes::kBackendProtocol);
  if (annotation.key == kubernetes::kNoNode || has_one_backend(ingress)) return mixture;
  if (kubernetes::controller_of(*subject.cluster(), ingress) == kubernetes::Controller::f5) return mixture;
  const auto wire = kubernetes::backend_protocol(manifest.yaml().scalar(annotation.value));
  mixture.wire = wire.value_or(kHttpWire);
  constexpr size_t kMaxEvidence = 16;
  for (const kubernetes::Route& route : subject.cluster()->routes_of(ingress)) {
    std::vector<Evidence> evidence;
    std::vector<Protocol> protocols;
    const auto grpc = speaks_grpc(backend_of(subject, route), route, &evidence, &protocols);
    if (!grpc) continue;
    (*grpc ? mixture.grpc : mixture.http).push_back(route.path);
    const bool fits = *grpc == mixture.wire.grpc();
    for (const Protocol protocol : protocols) {
      if (!fits) (is_tls(protocol) ? mixture.tls : mixture.cleartext) = true;
    }
    for (Evidence& one : evidence) {
      if (mixture.evidence.size() < kMaxEvidence) mixture.evidence.push_back(std::move(one));
    }
  }
  return mixture;
}

}  // namespace stackengine::rules
