#include "rules/kubernetes/snippet_annotation.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says where an Ingress holds nginx code in a `*-snippet` annotation.

## Why is this bad
ingress-nginx counts snippets among its critical risks (CVE-2021-25742): they need `allow-snippet-annotations: "true"` and `annotations-risk-level: Critical` in the
controller's ConfigMap. Without both the webhook rejects the Ingress, or, with the webhook off, the whole Ingress is dropped. No fix of this tool uses them.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: "add_header X-Two 2;"
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
    nginx.org/proxy-read-timeout: "60s"
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
No fix: what the code is for is not in the manifest.

## References
- ingress-nginx, docs/user-guide/nginx-configuration/annotations-risk.md; issues 12648, 12621, 13156
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    for (const kubernetes::Annotation& annotation : manifest.annotations(*ingress.place.object)) {
      const std::string_view name = manifest.yaml().scalar(annotation.key);
      constexpr std::string_view kSuffix = "-snippet";
      const bool snippet =
          name.size() > kSuffix.size() &&
          name.substr(0, kubernetes::kCommunityPrefix.size()) == kubernetes::kCommunityPrefix &&
          name.substr(name.size() - kSuffix.size()) == kSuffix;
      if (!snippet || !diagnostics->admit()) continue;
      Diagnostic diagnostic =
          finding(kSnippetAnnotation, Severity::info, ingress.place, annotation.key,
                  quoted(name.substr(kubernetes::kCommunityPrefix.size())) + " is refused by default");
      diagnostic.why =
          "it counts as a critical risk: the controller needs `allow-snippet-annotations: \"true\"` and "
          "`annotations-risk-level: Critical`, else the Ingress is rejected or dropped";
      diagnostic.help = "use the annotation that says the same where there is one";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kSnippetAnnotation = {"snippet-annotation", "kubernetes",
                                 Severity::info,       "a snippet annotation, which most clusters refuse",
                                 kDocumentation,       check};

}  // namespace stackengine::rules
