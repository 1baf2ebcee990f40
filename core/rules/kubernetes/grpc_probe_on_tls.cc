#include "rules/kubernetes/grpc_probe_on_tls.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a `grpc` probe of a port that nginx reaches with TLS, or that is named `https` or `grpcs`.

## Why is this bad
Kubelet's gRPC probe speaks cleartext only: there is no option for TLS. On a TLS port it always fails, and the pod never gets ready.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.org/ssl-services: "app"
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
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  selector:
    matchLabels: {app: app}
  template:
    metadata:
      labels: {app: app}
    spec:
      containers:
      - name: app
        image: example/app
        ports:
        - containerPort: 50051
        readinessProbe:
          grpc:
            port: 50051
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.org/ssl-services: "app"
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
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  selector:
    matchLabels: {app: app}
  template:
    metadata:
      labels: {app: app}
    spec:
      containers:
      - name: app
        image: example/app
        ports:
        - containerPort: 50051
        readinessProbe:
          tcpSocket:
            port: 50051
```

## Fix safety
Unsafe: a `tcpSocket` probe only connects; and the Ingress may be the side that is wrong.

## References
- Kubernetes, pkg/probe/grpc/grpc.go; facts/kubernetes.md section 2
)";

// Whether the container's port is named as one that speaks TLS.
bool is_named_tls(const ProbedPort& probed) {
  for (const kubernetes::ContainerPort& port : probed.container->ports) {
    const std::string word = port.name.substr(0, port.name.find('-'));
    if (port.number == probed.port && (word == "https" || word == "grpcs")) return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  using kubernetes::Leg;
  for_each_probe(*subject.cluster(), [&](const ProbedPort& probed) {
    if (probed.probe->handler != kubernetes::ProbeHandler::grpc) return;
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*subject.cluster(), *probed.route);
    const bool tls = is_tls(served.leg);
    if ((!tls && !is_named_tls(probed)) || !diagnostics->admit()) return;
    Diagnostic diagnostic =
        probe_finding(kGrpcProbeOnTls, Severity::error, probed,
                      name_of(probed) + " speaks gRPC without TLS to port " + std::to_string(probed.port) +
                          (tls ? ", but " + nginx_speaks(*probed.route, served) : ", whose name says TLS"));
    diagnostic.why =
        "kubelet's gRPC probe cannot speak TLS: on such a port it fails always, and the pod never gets ready";
    diagnostic.help = "probe with `tcpSocket`, or give the health service a port without TLS";
    if (tls) {
      diagnostic.related.push_back(
          {decided_at(*probed.route, served), "nginx speaks TLS to it because of this"});
    }
    offer_tcp_socket(probed, "the port speaks TLS", &diagnostic);
    if (tls && may_change_leg(served, *probed.route)) {
      offer_leg(served.controller, *probed.route, Leg::grpc, Applicability::unsafe,
                "the probe is right, and the pods speak gRPC without TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kGrpcProbeOnTls = {"grpc-probe-on-tls", "kubernetes",
                              Severity::error,     "a `grpc` probe of a port that speaks TLS",
                              kDocumentation,      check};

}  // namespace stackengine::rules
