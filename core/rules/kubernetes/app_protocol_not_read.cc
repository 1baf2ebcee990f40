#include "rules/kubernetes/app_protocol_not_read.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says that `appProtocol` of a Service port has no effect on the Ingress that leads to it.

## Why is this bad
Gateway API implementations, Istio and some cloud controllers read `appProtocol`; ingress-nginx and F5's NGINX Ingress Controller do not. What nginx speaks is
decided by the annotations of the Ingress alone.

## Example
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
    appProtocol: grpc
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
```

## Fix safety
No fix: the field is right for those that read it.

## References
- facts/kubernetes.md sections 1.1 to 1.3; KEP-1422, GEP-1911
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<const kubernetes::ServicePort*> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::ServicePort* port = route.port;
    // `http` and `https` ask for nothing that annotations do not say.
    if (route.ingress->is_gateway_route()) continue;
    if (port == nullptr || port->app_protocol == kubernetes::kNoNode || port->app_protocol_value == "http")
      continue;
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    const bool nginx = served.controller != kubernetes::Controller::unknown ||
                       route.ingress->class_name.find("nginx") != std::string::npos;
    if (!nginx || !told.insert(port).second || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kAppProtocolNotRead, Severity::info, route.service->place, port->app_protocol,
                "neither nginx Ingress controller reads `appProtocol`");
    diagnostic.why = nginx_speaks(route, served) + " for this port, because " +
                     (served.decided_by == kubernetes::kNoNode ? "no annotation says otherwise"
                                                               : "the annotation of the Ingress says so");
    diagnostic.help =
        "keep it for the Gateway API, and say the protocol in the Ingress' annotations, or the `type` of an "
        "upstream, too";
    diagnostic.related.push_back(
        {place_of(route.ingress->place, route.path->service_name), "the Ingress leads here"});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAppProtocolNotRead = {
    "app-protocol-not-read", "kubernetes",
    Severity::info,          "an `appProtocol` that the controller of the Ingress does not read",
    kDocumentation,          check};

}  // namespace stackengine::rules
