#include "rules/kubernetes/backend_protocol_mismatch.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "backends/from_cluster.h"
#include "diagnosis/quoted.h"
#include "kubernetes/gateway_route.h"
#include "kubernetes/hints.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/mixture.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Compares what the controller makes nginx speak with what is known of the pods: the answer to the question, the error log, `appProtocol`, and the
names of ports.

## Why is this bad
HTTP/1.1 to a gRPC port gives `upstream sent no valid HTTP/1.0 header` or a closed connection, gRPC to an HTTP/1.1 port gives `upstream sent too large
http2 frame: 4740180`, TLS to a cleartext port gives `wrong version number`: 502 each time.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: app
            port:
              number: 50051
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - port: 50051
    name: grpc
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.org/grpc-services: "app"
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: app
            port:
              number: 50051
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - port: 50051
    name: grpc
```

## Fix safety
Safe when an answer or a conclusive log line says what the pods speak, the annotation is in effect, and the Ingress has no other backend; with others there is no fix. Unsafe for names and `appProtocol`, which nothing checks.

## References
- facts/kubernetes.md sections 1 and 3
)";

using kubernetes::Leg;

// Whether a hint speaks against a leg. A name says `grpc` or `https` without saying all, so what may fit is
// left alone.
bool contradicts(Protocol hint, Leg leg) {
  switch (hint) {
    case Protocol::http1:
      return leg == Leg::https || kubernetes::is_http2(leg);
    case Protocol::http1_tls:
    case Protocol::h2_tls:
      return leg == Leg::http || leg == Leg::grpc || leg == Leg::h2c;
    case Protocol::grpc:
      return leg == Leg::http || leg == Leg::https || leg == Leg::auto_http;
    case Protocol::grpc_tls:
      return leg != Leg::grpcs;
    case Protocol::h2c:
      break;
  }
  return leg == Leg::https || leg == Leg::grpcs;
}

struct Reason {
  Protocol protocol = Protocol::http1;
  bool known = false;
  std::vector<Evidence> evidence;
};

bool is_excluded(const Backend& backend, Protocol protocol) {
  return std::find(backend.excluded.begin(), backend.excluded.end(), protocol) != backend.excluded.end();
}

// Without what TLS adds: the peer of `grpcs://` that speaks no TLS speaks gRPC.
std::optional<Protocol> left_over(const Backend& backend, Leg leg) {
  const auto open = [&](Protocol protocol) { return !is_excluded(backend, protocol); };
  const bool any_fits = std::any_of(std::begin(kProtocols), std::end(kProtocols), [&](Protocol protocol) {
    return kubernetes::fits(leg, protocol) && open(protocol);
  });
  if (any_fits) return std::nullopt;
  const bool grpc = kubernetes::is_http2(leg);
  for (const Protocol protocol :
       {grpc ? Protocol::grpc : Protocol::http1, grpc ? Protocol::http1 : Protocol::grpc, Protocol::http1_tls,
        Protocol::grpc_tls}) {
    if (open(protocol)) return protocol;
  }
  return std::nullopt;
}

std::optional<Reason> reason_against(const Backend* backend, const kubernetes::Route& route, Leg leg) {
  Reason reason;
  if (backend != nullptr && backend->certainty == Certainty::known) {
    const bool any = std::any_of(backend->protocols.begin(), backend->protocols.end(),
                                 [&](Protocol protocol) { return kubernetes::fits(leg, protocol); });
    // What is known settles it; a name does not speak against it.
    if (any || backend->protocols.empty()) return std::nullopt;
    return Reason{backend->protocols.front(), true, backend->evidence};
  }
  if (backend != nullptr) {
    if (const auto protocol = left_over(*backend, leg)) return Reason{*protocol, false, backend->evidence};
    if (backend->certainty == Certainty::suspected) {
      const auto& list = backend->protocols;
      const bool all =
          std::all_of(list.begin(), list.end(), [&](Protocol one) { return contradicts(one, leg); });
      if (all) return Reason{list.front(), false, backend->evidence};
    }
  }
  const std::vector<kubernetes::Hint> hints = kubernetes::port_hints(route);
  const bool gateway = route.ingress->is_gateway_route();
  for (const kubernetes::Hint& hint : hints) {
    // Logs outweigh names.
    if (backend != nullptr && is_excluded(*backend, hint.protocol)) continue;
    // The Gateway API can say HTTP/2 without gRPC, which an Ingress cannot.
    const bool unsaid = gateway && leg == Leg::http && hint.protocol == Protocol::h2c;
    if (!unsaid && !contradicts(hint.protocol, leg)) return std::nullopt;
    if (reason.evidence.empty()) reason.protocol = hint.protocol;
    reason.evidence.push_back({EvidenceKind::config, Strength::supporting, hint.text, true, hint.place});
  }
  if (reason.evidence.empty()) return std::nullopt;
  return reason;
}

// `together`: the paths of the Ingress that want the same; none when another diagnostic moves them.
void report(const Subject& subject, const kubernetes::Route& route, const kubernetes::Served& served,
            Reason reason, const std::vector<const kubernetes::IngressPath*>& together,
            DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const Backend* backend = backend_of(subject, route);
  const bool named = served.decided_by != kubernetes::kNoNode;
  Diagnostic diagnostic =
      finding(kBackendProtocolMismatch, reason.known ? Severity::error : Severity::warning,
              route.ingress->place, named ? served.decided_by : route.path->service_name,
              nginx_speaks(route, served) + ", but " + pods_speak(route, reason.protocol) +
                  (reason.known ? "" : ", it seems"));
  diagnostic.why =
      "the two do not understand each other: requests to " + quoted(route.path->service) + " fail with 502";
  diagnostic.help = "make the Ingress name what the pods speak";
  if (route.path->upstream != kubernetes::kNoNode) {
    diagnostic.help =
        "say what the pods speak in `type` and `tls` of the upstream; `type: grpc` needs `tls` of the "
        "VirtualServer too, without which clients have no HTTP/2";
  } else if (route.ingress->is_gateway_route()) {
    diagnostic.help =
        "gRPC wants a GRPCRoute or `appProtocol: kubernetes.io/h2c`, other HTTP/2 that `appProtocol` on "
        "every "
        "backend of the rule, TLS a BackendTLSPolicy";
  }
  diagnostic.evidence = std::move(reason.evidence);
  if (backend != nullptr) diagnostic.backend = backend->name;
  const bool certain = reason.known && named && served.controller != kubernetes::Controller::unknown &&
                       has_one_backend(*route.ingress);
  if (may_change_leg(served, route)) {
    offer_leg(served.controller, route, kubernetes::leg_for(reason.protocol),
              certain ? Applicability::safe : Applicability::unsafe, pods_speak(route, reason.protocol),
              &diagnostic);
  } else {
    const Leg leg = kubernetes::leg_for(reason.protocol);
    diagnostic.help = "give this path an Ingress of its own, with " +
                      leg_setting(kubernetes::Controller::community, route, leg) +
                      ": the annotation holds for every path of an Ingress";
    const std::string assumption =
        together.size() == 1 ? pods_speak(route, reason.protocol)
                             : "the pods of all these paths speak " + std::string(describe(reason.protocol));
    if (together.size() == route.ingress->paths.size()) {
      diagnostic.help = "make the Ingress name what the pods of all its paths speak";
      std::vector<Edit> edits = set_leg(served.controller, route, leg);
      if (!edits.empty()) {
        diagnostic.fixes.push_back({"use " + leg_setting(served.controller, route, leg),
                                    Applicability::unsafe, assumption, std::move(edits)});
      }
    } else if (!together.empty()) {
      offer_split(subject, *route.ingress, together, leg, assumption, &diagnostic);
    }
  }
  diagnostics->add(std::move(diagnostic));
}

size_t leg_index(const Reason& reason) { return static_cast<size_t>(kubernetes::leg_for(reason.protocol)); }

void check_ingress(const Subject& subject, const kubernetes::Ingress& ingress, DiagnosticList* diagnostics) {
  const kubernetes::Cluster& cluster = *subject.cluster();
  if (!kubernetes::may_be_nginx(cluster, ingress)) return;
  const Mixture mixture = mixture_of(subject, ingress);
  // The paths that ingress-mixes-protocols wants to move.
  std::set<const kubernetes::IngressPath*> moved;
  if (mixture.is_mixed()) {
    const auto& paths = kubernetes::is_grpc(mixture.leg) ? mixture.http : mixture.grpc;
    moved.insert(paths.begin(), paths.end());
  }
  const std::vector<kubernetes::Route> routes = cluster.routes_of(ingress);
  std::vector<std::optional<Reason>> reasons(routes.size());
  std::vector<const kubernetes::IngressPath*> wanted[kubernetes::kLegCount];
  for (size_t i = 0; i < routes.size(); ++i) {
    const kubernetes::Route& route = routes[i];
    const kubernetes::Served served = kubernetes::served(cluster, route);
    if (served.leg == Leg::fcgi || moved.count(route.path) != 0) continue;
    if (ingress.is_gateway_route() && !kubernetes::takes_app_protocol(route)) continue;
    reasons[i] = reason_against(backend_of(subject, route), route, served.leg);
    if (reasons[i] && !mixture.is_mixed()) wanted[leg_index(*reasons[i])].push_back(route.path);
  }
  std::set<std::string> told;  // backends, each upstream of a VirtualServer its own
  for (size_t i = 0; i < routes.size(); ++i) {
    const kubernetes::Route& route = routes[i];
    if (!reasons[i] ||
        !told.insert(backends::name_of(route) + ' ' + std::to_string(route.path->upstream)).second) {
      continue;
    }
    // One fix moves all that want the same, with the first of them.
    const auto together = std::exchange(wanted[leg_index(*reasons[i])], {});
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

const Rule kBackendProtocolMismatch = {"backend-protocol-mismatch",
                                       "kubernetes",
                                       Severity::error,
                                       "nginx speaks another protocol to the pods than they understand",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
