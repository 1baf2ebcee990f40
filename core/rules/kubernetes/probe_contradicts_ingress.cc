#include "rules/kubernetes/probe_contradicts_ingress.h"

#include <optional>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Compares the probe of a container port with what the Ingress makes nginx speak to the same port: `httpGet` with and without TLS, and `grpc` on a port that nginx
reaches with HTTP. Probes of other ports are left alone.

## Why is this bad
Few ports take both TLS and cleartext (Argo CD's does): most likely one of the two fails. If it is the probe, the pod never gets ready and nginx answers 503; if it is nginx, requests fail with
502 or 400. The manifests do not say which one is wrong.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.org/ssl-services: "app"
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
              number: 8443
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - port: 8443
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
        - containerPort: 8443
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8443
            scheme: HTTP
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.org/ssl-services: "app"
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
              number: 8443
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector:
    app: app
  ports:
  - port: 8443
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
        - containerPort: 8443
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8443
            scheme: HTTPS
```

## Fix safety
Unsafe, with an alternative for either side: which one is wrong is a question, that `kubectl describe pod` and the error log answer.

## References
- facts/kubernetes.md section 2, "Rule that can be checked"; Kubernetes, pkg/probe/http/http.go
)";

using kubernetes::Leg;
using kubernetes::ProbeHandler;

struct Contradiction {
  Severity severity;
  const char* what;
  Leg leg;  // that fits the probe
};

// facts/kubernetes.md section 2. gRPC probes of TLS ports and HTTP probes of gRPC ports have rules of their
// own.
std::optional<Contradiction> contradiction(Leg leg, const kubernetes::Probe& probe) {
  const bool grpc = is_http2(leg);
  if (probe.handler == ProbeHandler::grpc && leg == Leg::http)
    return Contradiction{Severity::warning, "with gRPC", Leg::grpc};
  if (probe.handler != ProbeHandler::http_get || leg == Leg::auto_http || leg == Leg::fcgi)
    return std::nullopt;
  if (probe.https && !is_tls(leg))
    return Contradiction{Severity::error, "over TLS", grpc ? Leg::grpcs : Leg::https};
  if (!probe.https && is_tls(leg))
    return Contradiction{Severity::error, "without TLS", grpc ? Leg::grpc : Leg::http};
  return std::nullopt;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for_each_probe(*subject.cluster(), [&](const ProbedPort& probed) {
    if (probed.route == nullptr) return;
    const kubernetes::Served served = kubernetes::served(*subject.cluster(), *probed.route);
    const auto found = contradiction(served.leg, *probed.probe);
    const Backend* backend = backend_of(subject, *probed.route);
    const bool known = backend != nullptr && backend->certainty == Certainty::known;
    // An answer may say that the port takes both.
    if (known && may_speak(backend, true) && may_speak(backend, false)) return;
    if (!found || !diagnostics->admit()) return;
    const std::string speaks = nginx_speaks(*probed.route, served);
    Diagnostic diagnostic = probe_finding(kProbeContradictsIngress, found->severity, probed,
                                          name_of(probed) + " asks port " + std::to_string(probed.port) +
                                              " " + found->what + ", but " + speaks);
    diagnostic.why =
        "few ports take both: most likely one of the two fails. A failing readiness probe gives 503, nginx "
        "502";
    diagnostic.help = "see which one fails: `kubectl describe pod` shows the probe's, the error log nginx's";
    diagnostic.related.push_back({decided_at(*probed.route, served), speaks + " because of this"});
    if (backend != nullptr) diagnostic.backend = backend->name;
    const std::string scheme = is_tls(served.leg) ? "HTTPS" : "HTTP";
    const bool http2 = is_http2(served.leg) || is_named_grpc(probed);
    if (probed.probe->handler == ProbeHandler::http_get && http2 && !is_tls(served.leg)) {
      // `scheme: HTTP` would be HTTP/1.1, which such a port need not speak.
      offer_tcp_socket(probed, "the pods speak HTTP/2 without TLS on this port", &diagnostic);
      offer_grpc(probed, &diagnostic);
    } else if (probed.probe->handler == ProbeHandler::http_get) {
      if (may_speak(backend, is_tls(served.leg)))
        offer_scheme(probed, scheme, Applicability::unsafe, &diagnostic);
    } else {
      offer_tcp_socket(probed, "the pods speak HTTP on this port", &diagnostic);
    }
    if (!known && may_speak(backend, is_tls(found->leg)) && may_change_leg(served, *probed.route)) {
      offer_leg(served.controller, *probed.route, found->leg, Applicability::unsafe, "the probe is right",
                &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeContradictsIngress = {"probe-contradicts-ingress",
                                       "kubernetes",
                                       Severity::error,
                                       "a probe speaks another protocol to the port than nginx does",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
