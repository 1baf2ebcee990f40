#include "rules/kubernetes/ingress_nginx_retired.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says once that the community's controller, ingress-nginx, is retired, where a manifest shows that it is used.

## Why is this bad
Announced in November 2025, kept up as far as possible until March 2026: since then there are no releases, fixes or security patches. What is installed goes on working.

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
No fix: the way out is the Gateway API (ingress2gateway translates, gRPC to GRPCRoute) or another controller.

## References
- Kubernetes, "Ingress NGINX Retirement", 2025-11-12; facts/kubernetes.md section 1.1
)";

// The first thing in an Ingress that only ingress-nginx reads; kNoNode without one.
kubernetes::NodeId sign_of(const kubernetes::Cluster& cluster, const kubernetes::Ingress& ingress) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  if (cluster.controller_of_class(ingress.class_name) == "nginx.org/ingress-controller")
    return kubernetes::kNoNode;
  for (const kubernetes::Annotation& annotation : manifest.annotations(*ingress.place.object)) {
    const std::string_view name = manifest.yaml().scalar(annotation.key);
    if (name.substr(0, kubernetes::kCommunityPrefix.size()) == kubernetes::kCommunityPrefix)
      return annotation.key;
  }
  return kubernetes::kNoNode;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::NodeId sign = sign_of(*subject.cluster(), ingress);
    if (sign == kubernetes::kNoNode) continue;
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic =
        finding(kIngressNginxRetired, Severity::info, ingress.place, sign,
                "ingress-nginx, which reads this annotation, is retired since March 2026");
    diagnostic.why =
        "there are no more releases, fixes or security patches; what is installed goes on working";
    diagnostic.help =
        "plan for the Gateway API (`ingress2gateway` translates Ingresses) or another controller";
    diagnostics->add(std::move(diagnostic));
    return;
  }
}

}  // namespace

const Rule kIngressNginxRetired = {
    "ingress-nginx-retired", "kubernetes",
    Severity::info,          "ingress-nginx gets no more releases since March 2026",
    kDocumentation,          check};

}  // namespace stackengine::rules
