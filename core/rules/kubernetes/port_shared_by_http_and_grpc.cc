#include "rules/kubernetes/port_shared_by_http_and_grpc.h"

#include <map>
#include <string>
#include <utility>

#include "backends/from_cluster.h"
#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a Service port that one Ingress reaches with gRPC and another with HTTP.

## Why is this bad
ingress-nginx has one `upstream_balancer`, so all Ingresses share one pool of idle connections. A connection that gRPC left open may be taken for HTTP/1.1
and the other way round: `no connection data found for keepalive http2 connection`, now and then a 502.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
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
              number: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTP"
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /web
        pathType: Prefix
        backend:
          service:
            name: app
            port:
              number: 8080
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
              number: 8080
```

## Fix safety
No fix: a port of its own for one of the two is a matter of the Service and the pods; `upstream-keepalive-requests: "1"` in the controller's ConfigMap
works around it for everybody.

## References
- facts/kubernetes.md section 1.1; ingress-nginx issues 4095, 4836
)";

using kubernetes::Leg;

bool is_http(Leg leg) { return leg == Leg::http || leg == Leg::https || leg == Leg::auto_http; }

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  struct Use {
    const kubernetes::Route* grpc = nullptr;
    const kubernetes::Route* http = nullptr;
  };
  std::map<std::string, Use> uses;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    if (served.controller == kubernetes::Controller::f5 ||
        route.ingress->kind != kubernetes::IngressKind::ingress ||
        !kubernetes::may_be_nginx(*cluster, *route.ingress))
      continue;
    Use& use = uses[backends::name_of(route)];
    if (is_grpc(served.leg) && use.grpc == nullptr) use.grpc = &route;
    if (is_http(served.leg) && use.http == nullptr) use.http = &route;
  }
  for (const auto& [name, use] : uses) {
    if (use.grpc == nullptr || use.http == nullptr || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kPortSharedByHttpAndGrpc, Severity::warning, use.grpc->ingress->place,
                use.grpc->path->port_node, quoted(name) + " gets gRPC here and HTTP from another Ingress");
    diagnostic.why =
        "all Ingresses of ingress-nginx share one pool of idle connections, so one protocol may be sent over "
        "a "
        "connection that the other left open";
    diagnostic.help =
        "give one of the two a port of its own, or set `upstream-keepalive-requests: \"1\"` in the "
        "controller's "
        "ConfigMap";
    diagnostic.related.push_back({place_of(use.http->ingress->place, use.http->path->port_node),
                                  "HTTP goes to the same port from here"});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kPortSharedByHttpAndGrpc = {
    "port-shared-by-http-and-grpc",
    "kubernetes",
    Severity::warning,
    "one pod port gets HTTP and gRPC from the same pool of idle connections",
    kDocumentation,
    check};

}  // namespace stackengine::rules
