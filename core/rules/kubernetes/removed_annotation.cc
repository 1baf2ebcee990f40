#include "rules/kubernetes/removed_annotation.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `secure-backends` and `grpc-backend`, which ingress-nginx read before it had `backend-protocol`.

## Why is this bad
`backend-protocol` came with 0.18 in 2018, and 0.21 removed the two. No controller since reads them, and none says so: the pods get cleartext HTTP/1.1, and a port that wants TLS answers
`400 The plain HTTP request was sent to HTTPS port`.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/secure-backends: "true"
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
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
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
```

## Fix safety
Unsafe: it changes what nginx speaks, and the pods may speak what they get now.

## References
- facts/kubernetes.md section 1.1; ingress-nginx pull request 3203, issue 3416
)";

struct Removed {
  std::string_view name;
  kubernetes::Leg leg;
  std::string_view assumption;
};

constexpr Removed kRemoved[] = {
    {"nginx.ingress.kubernetes.io/secure-backends", kubernetes::Leg::https,
     "the pods speak HTTP/1.1 over TLS"},
    {"nginx.ingress.kubernetes.io/grpc-backend", kubernetes::Leg::grpc, "the pods speak gRPC"}};

void report(const kubernetes::Ingress& ingress, const Removed& removed,
            const kubernetes::Annotation& annotation, bool alone, DiagnosticList* diagnostics) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  const kubernetes::LegFacts& facts = kubernetes::facts_of(removed.leg);
  const std::string value(facts.name);
  const bool on = manifest.yaml().scalar(annotation.value) == "true";
  const bool matters = on && alone;
  if (!diagnostics->admit()) return;
  Diagnostic diagnostic =
      finding(kRemovedAnnotation, matters ? Severity::warning : Severity::info, ingress.place, annotation.key,
              "ingress-nginx reads no " + quoted(removed.name.substr(kubernetes::kCommunityPrefix.size())) +
                  " since 0.21");
  diagnostic.why = matters ? "it is passed over without a word: nginx uses `proxy_pass http://`, not " +
                                 quoted(facts.directive)
                           : "it is passed over without a word; `backend-protocol` took its place in 2018";
  diagnostic.help = matters ? "use `backend-protocol: \"" + value + "\"`" : "remove it";
  auto key = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.key,
                                        std::string(kubernetes::kBackendProtocol));
  auto leg = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.value, value);
  if (matters && key && leg) {
    diagnostic.fixes.push_back({"use " + quoted("backend-protocol: \"" + value + "\""),
                                Applicability::unsafe,
                                std::string(removed.assumption),
                                {std::move(*key), std::move(*leg)}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Object& object = *ingress.place.object;
    size_t found =
        manifest.annotation(object, kubernetes::kBackendProtocol).key != kubernetes::kNoNode ? 1 : 0;
    for (const Removed& removed : kRemoved)
      found += manifest.annotation(object, removed.name).key != kubernetes::kNoNode ? 1 : 0;
    for (const Removed& removed : kRemoved) {
      const kubernetes::Annotation annotation = manifest.annotation(object, removed.name);
      if (annotation.key != kubernetes::kNoNode)
        report(ingress, removed, annotation, found == 1, diagnostics);
    }
  }
}

}  // namespace

const Rule kRemovedAnnotation = {
    "removed-annotation", "kubernetes",
    Severity::warning,    "an annotation that ingress-nginx does not read any more",
    kDocumentation,       check};

}  // namespace stackengine::rules
