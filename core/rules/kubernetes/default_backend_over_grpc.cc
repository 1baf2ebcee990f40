#include "rules/kubernetes/default_backend_over_grpc.h"

#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reads `upstream: "grpc://127.0.0.1:8181"` in the error log beside an Ingress with `backend-protocol: "GRPC"`.

## Why is this bad
127.0.0.1:8181 is no pod: it is where old releases of ingress-nginx served their default backend, in HTTP/1.1. A request for a host of the Ingress whose path matched
nothing went there with `grpc_pass`, and failed with `upstream sent too large http2 frame: 4740180`. The pods have no part in it.

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
              number: 50051
---
2019/07/16 00:29:18 [error] 135#135: *1745 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 192.0.2.10, server: app.example.com, request: "GET /campaign HTTP/2.0", upstream: "grpc://127.0.0.1:8181", host: "app.example.com"
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
```

## Fix safety
No fix: newer releases always use `proxy_pass http://` for the default backend; a route that is not gRPC needs an Ingress of its own.

## References
- ingress-nginx issue 4323; facts/kubernetes.md section 1.1
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  const auto& lines = cluster->evidence().upstreams;
  const auto line = std::find_if(lines.begin(), lines.end(), [](const kubernetes::UpstreamLine& one) {
    return one.address == "127.0.0.1:8181" && (one.scheme == "grpc" || one.scheme == "grpcs");
  });
  if (line == lines.end()) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    if (ingress.paths.empty()) continue;
    const kubernetes::Served served =
        kubernetes::served_by(kubernetes::Controller::community, cluster->routes()[ingress.first_route]);
    if (served.leg != kubernetes::Leg::grpc && served.leg != kubernetes::Leg::grpcs) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kDefaultBackendOverGrpc, Severity::error, ingress.place, served.decided_by,
                "a request went to the controller's default backend in gRPC, which speaks HTTP/1.1");
    diagnostic.why =
        "127.0.0.1:8181 is where old releases of ingress-nginx serve what matches no path; they used the "
        "annotation of the Ingress there too";
    diagnostic.help =
        "upgrade the controller, whose default backend then always gets `proxy_pass http://`; a route that "
        "is "
        "not gRPC needs an Ingress without this annotation";
    diagnostic.evidence.push_back({EvidenceKind::log_line, Strength::conclusive,
                                   "nginx sent the request to " + quoted(line->scheme + "://127.0.0.1:8181"),
                                   true, line->place});
    diagnostics->add(std::move(diagnostic));
    return;
  }
}

}  // namespace

const Rule kDefaultBackendOverGrpc = {
    "default-backend-over-grpc",
    "kubernetes",
    Severity::error,
    "ingress-nginx sent a request that matched no path to its default backend, in gRPC",
    kDocumentation,
    check};

}  // namespace stackengine::rules
