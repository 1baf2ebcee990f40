#include "rules/kubernetes/ingress_mixes_protocols.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/mixture.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports an Ingress with `backend-protocol` some of whose paths lead to gRPC and some to plain HTTP, by answers, logs, port names, and weaker hints such as
`/package.Service` paths.

## Why is this bad
ingress-nginx applies the annotation to every path of the Ingress object. With `GRPC` the REST paths fail with `upstream sent too large http2 frame:
4740180`, with `HTTP` the gRPC paths fail.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: mixed
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /api
        pathType: Prefix
        backend:
          service: {name: rest, port: {number: 8080}}
      - path: /pkg.Svc
        pathType: Prefix
        backend:
          service: {name: grpc, port: {number: 50051}}
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: mixed
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /pkg.Svc
        pathType: Prefix
        backend:
          service: {name: grpc, port: {number: 50051}}
```

## Fix safety
Unsafe: what each path speaks is read from hints. The fix moves the HTTP paths, their lines unchanged, into a copy of the Ingress with
`backend-protocol: "HTTP"` (or the gRPC paths, where it says HTTP); nothing else in the first changes.

## References
- facts/kubernetes.md section 1.1; ingress-nginx issues 4719, 6269, 2492
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    Mixture mixture = mixture_of(subject, ingress);
    if (!mixture.is_mixed() || !diagnostics->admit()) continue;
    const kubernetes::Annotation annotation =
        ingress.place.manifest->annotation(*ingress.place.object, kubernetes::kBackendProtocol);
    Diagnostic diagnostic =
        finding(kIngressMixesProtocols, Severity::warning, ingress.place, annotation.key,
                "this annotation holds for every path, of which " + std::to_string(mixture.grpc.size()) +
                    " lead to gRPC and " + std::to_string(mixture.http.size()) + " to HTTP");
    diagnostic.why =
        "ingress-nginx knows one `backend-protocol` for an Ingress, so nginx speaks the wrong protocol to "
        "some "
        "of its paths";
    diagnostic.help = "split it into two Ingress objects, one for each protocol";
    for (const kubernetes::IngressPath* path : mixture.grpc)
      diagnostic.related.push_back(
          {place_of(ingress.place, path->service_name), "gRPC: " + quoted(path->path)});
    for (const kubernetes::IngressPath* path : mixture.http)
      diagnostic.related.push_back(
          {place_of(ingress.place, path->service_name), "HTTP: " + quoted(path->path)});
    diagnostic.evidence = std::move(mixture.evidence);
    const bool grpc = mixture.leg == kubernetes::Leg::grpc || mixture.leg == kubernetes::Leg::grpcs;
    using kubernetes::Leg;
    const Leg leg = grpc ? (mixture.tls ? Leg::https : Leg::http) : (mixture.tls ? Leg::grpcs : Leg::grpc);
    if (mixture.tls && mixture.cleartext) {
      diagnostic.help += "; by hand, as some of its paths seem to want TLS and some not";
    } else {
      offer_split(subject, ingress, grpc ? mixture.http : mixture.grpc, leg,
                  "the paths speak what their names suggest", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kIngressMixesProtocols = {
    "ingress-mixes-protocols",
    "kubernetes",
    Severity::warning,
    "one `backend-protocol` for paths that speak HTTP and paths that speak gRPC",
    kDocumentation,
    check};

}  // namespace stackengine::rules
