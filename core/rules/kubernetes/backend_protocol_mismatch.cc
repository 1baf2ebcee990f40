#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "backends/from_cluster.h"
#include "backends/judgement.h"
#include "diagnosis/quoted.h"
#include "kubernetes/gateway_route.h"
#include "kubernetes/hints.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/mixture.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Whether a hint contradicts a wire. A name is not precise: `grpc` says nothing about TLS, and `https` and
// `h2c` nothing about the version of HTTP.
bool contradicts(Protocol hint, Wire wire) {
  const bool says_transport = hint != Protocol::grpc;
  const bool says_version = hint == Protocol::http1 || hint == Protocol::grpc || hint == Protocol::grpc_tls;
  if (says_transport && wire.transport != Transport::unknown && is_tls(hint) != wire.tls()) return true;
  return says_version && is_http2(hint) != wire.http2();
}

struct Reason {
  Protocol protocol = Protocol::http1;
  bool known = false;
  std::vector<Evidence> evidence;
};

// What is known about the backend, or else what its names suggest.
std::optional<Reason> reason_against(const Backend* backend, const kubernetes::Route& route, Wire wire) {
  Reason reason;
  if (backend != nullptr) {
    const bool known = backend->certainty == Certainty::known;
    const backends::Judgement judgement = backends::judge(wire, *backend);
    const bool failing = judgement.degree == backends::Degree::failing;
    if (!judgement.candidates.empty() && !failing)
      return Reason{judgement.candidates.front(), known, backend->evidence};
    if (known) return std::nullopt;  // knowledge outweighs names
  }
  const std::vector<kubernetes::Hint> hints = kubernetes::port_hints(route);
  const bool gateway = route.ingress->is_gateway_route();
  for (const kubernetes::Hint& hint : hints) {
    // Logs outweigh names.
    if (backend != nullptr && among(hint.protocol, backend->excluded)) continue;
    // The Gateway API can say HTTP/2 without gRPC, which an Ingress cannot.
    const bool unsaid = gateway && wire == kHttpWire && hint.protocol == Protocol::h2c;
    if (!unsaid && !contradicts(hint.protocol, wire)) return std::nullopt;
    if (reason.evidence.empty()) reason.protocol = hint.protocol;
    reason.evidence.push_back({EvidenceKind::config, Strength::supporting, hint.text, true, hint.place});
  }
  if (reason.evidence.empty()) return std::nullopt;
  return reason;
}

// `together`: the paths of the Ingress that need the same wire; empty when another diagnostic moves them.
void report(const Subject& subject, const kubernetes::Route& route, const kubernetes::Served& served,
            Reason reason, const std::vector<const kubernetes::IngressPath*>& together,
            DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const Backend* backend = backend_of(subject, route);
  const bool named = served.decided_by != kubernetes::kNoNode;
  Diagnostic diagnostic =
      finding(kBackendProtocolMismatch, reason.known ? Severity::error : Severity::warning,
              route.ingress->place, named ? served.decided_by : route.path->service_name,
              nginx_speaks(route, served) + ", but the pods of " + quoted(route.path->service) +
                  (reason.known ? " speak " : " seem to speak ") + std::string(describe(reason.protocol)));
  diagnostic.why = "nginx and the pods do not understand each other: requests to " +
                   quoted(route.path->service) + " fail, most often with 502";
  diagnostic.help = "make the Ingress ask for what the pods speak";
  if (route.path->upstream != kubernetes::kNoNode) {
    diagnostic.help =
        "set `type` and `tls` of the upstream to what the pods speak; `type: grpc` also needs `tls` of the VirtualServer, without which clients cannot use HTTP/2";
  } else if (route.ingress->is_gateway_route()) {
    diagnostic.help =
        "for gRPC use a GRPCRoute or `appProtocol: kubernetes.io/h2c`; for other HTTP/2 set that `appProtocol` on every backend of the rule; for TLS use a BackendTLSPolicy";
  }
  diagnostic.evidence = std::move(reason.evidence);
  if (backend != nullptr) diagnostic.backend = backend->name;
  // An Ingress has no word for HTTP/2 that is not gRPC; `GRPC` carries it, as a workaround.
  const bool workaround = !route.ingress->is_gateway_route() &&
                          kubernetes::wire_for(reason.protocol) != wire_for(reason.protocol, true);
  const bool certain = reason.known && named && !workaround &&
                       served.controller != kubernetes::Controller::unknown &&
                       has_one_backend(*route.ingress);
  if (may_change_wire(served, route)) {
    offer_wire(served.controller, route, kubernetes::wire_for(reason.protocol),
               certain ? Applicability::safe : Applicability::unsafe,
               workaround && reason.known ? "requests other than gRPC may go through `grpc_pass`"
                                          : pods_speak(route, reason.protocol),
               &diagnostic);
  } else {
    const Wire wire = kubernetes::wire_for(reason.protocol);
    diagnostic.help = "give this path its own Ingress, with " +
                      wire_setting(kubernetes::Controller::community, route, wire) +
                      ": the annotation applies to every path of an Ingress";
    const std::string assumption =
        together.size() == 1 ? pods_speak(route, reason.protocol)
                             : "the pods of all these paths speak " + std::string(describe(reason.protocol));
    if (together.size() == route.ingress->paths.size()) {
      diagnostic.help = "make the Ingress ask for what the pods of all its paths speak";
      std::vector<Edit> edits = set_wire(served.controller, route, wire);
      if (!edits.empty()) {
        diagnostic.fixes.push_back({"use " + wire_setting(served.controller, route, wire),
                                    Applicability::unsafe, assumption, std::move(edits)});
      }
    } else if (!together.empty()) {
      offer_split(subject, *route.ingress, together, wire, assumption, &diagnostic);
    }
  }
  diagnostics->add(std::move(diagnostic));
}

void check_ingress(const Subject& subject, const kubernetes::Ingress& ingress, DiagnosticList* diagnostics) {
  const kubernetes::Cluster& cluster = *subject.cluster();
  if (!kubernetes::may_be_nginx(cluster, ingress)) return;
  const Mixture mixture = mixture_of(subject, ingress);
  // The paths that ingress-mixes-protocols wants to move.
  std::set<const kubernetes::IngressPath*> moved;
  if (mixture.is_mixed()) {
    const auto& paths = mixture.wire.grpc() ? mixture.http : mixture.grpc;
    moved.insert(paths.begin(), paths.end());
  }
  const std::vector<kubernetes::Route> routes = cluster.routes_of(ingress);
  std::vector<std::optional<Reason>> reasons(routes.size());
  std::map<Wire, std::vector<const kubernetes::IngressPath*>> wanted;
  for (size_t i = 0; i < routes.size(); ++i) {
    const kubernetes::Route& route = routes[i];
    const kubernetes::Served served = kubernetes::served(cluster, route);
    if (served.wire == kubernetes::kFastCgi || moved.count(route.path) != 0) continue;
    if (ingress.is_gateway_route() && !kubernetes::takes_app_protocol(route)) continue;
    reasons[i] = reason_against(backend_of(subject, route), route, served.wire);
    if (reasons[i] && !mixture.is_mixed())
      wanted[kubernetes::wire_for(reasons[i]->protocol)].push_back(route.path);
  }
  std::set<std::string> told;  // backends, each upstream of a VirtualServer its own
  for (size_t i = 0; i < routes.size(); ++i) {
    const kubernetes::Route& route = routes[i];
    if (!reasons[i] ||
        !told.insert(backends::name_of(route) + ' ' + std::to_string(route.path->upstream)).second) {
      continue;
    }
    // The first path reports one fix that moves all paths with the same wire.
    const auto together = std::exchange(wanted[kubernetes::wire_for(reasons[i]->protocol)], {});
    report(subject, route, kubernetes::served(cluster, route), std::move(*reasons[i]), together, diagnostics);
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses())
    check_ingress(subject, ingress, diagnostics);
  for (const kubernetes::Ingress& route : cluster->others()) check_ingress(subject, route, diagnostics);
}

}  // namespace

const Rule kBackendProtocolMismatch = {"backend-protocol-mismatch", Severity::error,
                                       "nginx speaks a protocol that the pods do not understand", check};

}  // namespace stackengine::rules
