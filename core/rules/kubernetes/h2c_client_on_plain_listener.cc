#include "rules/kubernetes/h2c_client_on_plain_listener.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reads `"PRI * HTTP/2.0" 400` in the access log: a client began with HTTP/2's preface, without TLS, and nginx took it for a request.

## Why is this bad
Before 1.10 (or with `use-http2: "false"`) ingress-nginx takes HTTP/2 on its TLS port only. The backend and `backend-protocol` have no part in it.

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
192.0.2.10 - - [15/Oct/2020:10:00:00 +0000] "PRI * HTTP/2.0" 400 163 "-" "-"
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
  tls:
  - hosts:
    - app.example.com
    secretName: app-tls
```

## Fix safety
Manual: TLS needs a certificate in a Secret that must exist, and clients that use port 443.

## References
- facts/kubernetes.md section 1.1; ingress-nginx issue 6313, docs/examples/grpc; RFC 9113 section 3.4
)";

// `tls:` for the host of the first path, behind the last entry of `spec`.
void offer_tls(const kubernetes::Ingress& ingress, Diagnostic* diagnostic) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  const kubernetes::Yaml& yaml = manifest.yaml();
  const kubernetes::NodeId spec = yaml.resolved(yaml.find(ingress.place.object->root, "spec"));
  const std::string host = ingress.paths.empty() ? "" : ingress.paths.front().host;
  const kubernetes::NodeId sibling = yaml.find_key(spec, "ingressClassName");
  const kubernetes::NodeId beside = sibling != kubernetes::kNoNode ? sibling : yaml.find_key(spec, "rules");
  if (beside == kubernetes::kNoNode || host.empty()) return;
  const std::string value =
      "[{hosts: [\"" + host + "\"], secretName: " + ingress.place.object->name + "-tls}]";
  if (yaml.nodes[spec].flow) return;
  const auto edit = kubernetes::insert_behind(manifest, ingress.place.source, beside, "tls", value);
  if (!edit) return;
  diagnostic->fixes.push_back(
      {"add `tls:` and let clients use port 443",
       Applicability::manual,
       "a Secret " + quoted(ingress.place.object->name + "-tls") + " holds the certificate",
       {*edit}});
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr || cluster->evidence().h2c_clients.empty()) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    if (ingress.paths.empty() || ingress.tls) continue;
    const kubernetes::Route route = cluster->routes()[ingress.first_route];
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    if (served.leg != kubernetes::Leg::grpc && served.leg != kubernetes::Leg::grpcs) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kH2cClientOnPlainListener, Severity::error, ingress.place, served.decided_by,
                "clients speak HTTP/2 without TLS to a listener that does not take it");
    diagnostic.why =
        "nginx read HTTP/2's preface as a request and answered 400: the connection never got as far as the "
        "pods, so "
        "what nginx speaks to them is not the cause";
    diagnostic.help =
        "add TLS and use port 443, or run a controller from 1.10 on, which takes HTTP/2 on port 80 unless "
        "`use-http2` is `false`";
    diagnostic.evidence.push_back(
        {EvidenceKind::log_line, Strength::conclusive,
         "`PRI * HTTP/2.0` is the preface of HTTP/2 with prior knowledge, and nginx refused it", true,
         cluster->evidence().h2c_clients.front()});
    offer_tls(ingress, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kH2cClientOnPlainListener = {
    "h2c-client-on-plain-listener",
    "kubernetes",
    Severity::error,
    "gRPC clients open with HTTP/2 where the controller listens for HTTP/1.1",
    kDocumentation,
    check};

}  // namespace stackengine::rules
