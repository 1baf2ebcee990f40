#include "rules/kubernetes/app_protocol_not_taken.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/gateway_route.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports an `appProtocol` that a route of the Gateway API leads to and that NGINX Gateway Fabric does not take there.

## Why is this bad
`kubernetes.io/h2c` is taken from HTTPRoutes and GRPCRoutes, `kubernetes.io/ws` from HTTPRoutes, and `kubernetes.io/wss` from HTTPRoutes whose Service has a
BackendTLSPolicy. For anything else with that prefix the route gets the condition `ResolvedRefs=False` with the reason `UnsupportedProtocol`, and requests fail.
`kubernetes.io/grpc` stood in older texts of the API only.

## Example
```yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: app
spec:
  rules:
  - backendRefs:
    - name: app
      port: 8443
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  ports:
  - port: 8443
    appProtocol: kubernetes.io/wss
```
Use instead:
```yaml
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: app
spec:
  rules:
  - backendRefs:
    - name: app
      port: 8443
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  ports:
  - port: 8443
    appProtocol: kubernetes.io/wss
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata:
  name: app
spec:
  targetRefs:
  - group: ""
    kind: Service
    name: app
  validation:
    hostname: app.example.com
    wellKnownCACertificates: System
```

## Fix safety
Unsafe: `kubernetes.io/grpc` becomes `kubernetes.io/h2c`, which is right for gRPC without TLS.

## References
- GEP-1911; NGINX Gateway Fabric, internal/controller/state/graph/backend_refs.go; facts/kubernetes.md section 1.3
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<const kubernetes::ServicePort*> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    if (!route.ingress->is_gateway_route() || !kubernetes::may_be_nginx(*cluster, *route.ingress)) continue;
    if (kubernetes::takes_app_protocol(route) || !told.insert(route.port).second) continue;
    if (!diagnostics->admit()) return;
    const std::string& kind = route.ingress->place.object->kind;
    Diagnostic diagnostic = finding(
        kAppProtocolNotTaken, Severity::warning, route.service->place, route.port->app_protocol,
        "NGINX Gateway Fabric does not take " + quoted(route.port->app_protocol_value) + " from a " + kind);
    diagnostic.why = "the route gets `ResolvedRefs=False` with `UnsupportedProtocol`, and requests fail";
    diagnostic.help =
        "`kubernetes.io/h2c` is HTTP/2 without TLS, gRPC too; `kubernetes.io/ws` and, with a "
        "BackendTLSPolicy, "
        "`kubernetes.io/wss` are for HTTPRoutes";
    diagnostic.related.push_back(
        {place_of(route.ingress->place, route.path->service_name), "this route leads here"});
    if (route.port->app_protocol_value == "kubernetes.io/grpc") {
      offer_leg(kubernetes::Controller::gateway_fabric, route, kubernetes::Leg::h2c, Applicability::unsafe,
                "the pods speak gRPC without TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAppProtocolNotTaken = {
    "app-protocol-not-taken", "kubernetes",
    Severity::warning,        "an `appProtocol` that NGINX Gateway Fabric refuses for this kind of route",
    kDocumentation,           check};

}  // namespace stackengine::rules
