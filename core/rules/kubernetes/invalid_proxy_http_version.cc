#include "rules/kubernetes/invalid_proxy_http_version.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `nginx.ingress.kubernetes.io/proxy-http-version` with a value other than `1.0` or `1.1`.

## Why is this bad
ingress-nginx refuses the value: its webhook rejects the Ingress, or the default 1.1 is used. Its nginx (1.27 at most) could not do it anyhow: `proxy_http_version 2`
needs 1.29.4. There is no cleartext HTTP/2 towards pods other than gRPC.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/proxy-http-version: "2"
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
    nginx.ingress.kubernetes.io/proxy-http-version: "1.1"
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
Unsafe: the value was written for pods that may want HTTP/2; with gRPC they get it, with 1.1 they do not.

## References
- ingress-nginx, internal/ingress/annotations/proxy/main.go; facts/kubernetes.md section 1.1
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Annotation annotation =
        manifest.annotation(*ingress.place.object, kubernetes::kProxyHttpVersion);
    if (annotation.key == kubernetes::kNoNode) continue;
    const std::string value(manifest.yaml().scalar(annotation.value));
    if (value == "1.0" || value == "1.1" || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kInvalidProxyHttpVersion, Severity::warning, ingress.place, annotation.value,
                "ingress-nginx refuses `proxy-http-version` " + quoted(value));
    diagnostic.why =
        "it takes `1.0` and `1.1` only: the webhook rejects the Ingress, or nginx goes on with HTTP/1.1";
    diagnostic.help = "for gRPC use `backend-protocol: \"GRPC\"`; other cleartext HTTP/2 is not to be had";
    if (auto edit = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.value, "1.1")) {
      diagnostic.fixes.push_back(
          {"use `proxy-http-version: \"1.1\"`", Applicability::unsafe, "the pods speak HTTP/1.1", {*edit}});
      const auto grpc = set_annotation(ingress.place, kubernetes::kBackendProtocol, "GRPC");
      if (grpc && has_one_backend(ingress)) {
        diagnostic.fixes.push_back({"use `backend-protocol: \"GRPC\"`",
                                    Applicability::unsafe,
                                    "the pods of every path speak gRPC",
                                    {*edit, *grpc}});
      }
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kInvalidProxyHttpVersion = {"invalid-proxy-http-version",
                                       "kubernetes",
                                       Severity::warning,
                                       "a `proxy-http-version` that ingress-nginx refuses",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
