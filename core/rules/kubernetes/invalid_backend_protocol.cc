#include "rules/kubernetes/invalid_backend_protocol.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a `backend-protocol` that ingress-nginx does not know (`H2C`, `HTTP2`, `AJP`), and one in lower case.

## Why is this bad
The controller logs a warning, takes an unknown value for `HTTP` and generates `proxy_pass http://`: requests go on in HTTP/1.1, whatever
the pod speaks. Lower case is worse than it looks: `grpc` gives `grpc_pass`, but the headers are set with `proxy_set_header` and the
time-outs with `proxy_*_timeout`, which have no effect on it. There is no value for cleartext HTTP/2 other than gRPC.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "grpc"
```
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
```

## Fix safety
Safe for the case: the controller means the same value. An unknown value has one fix for each protocol that the pod may speak, unsafe, because the
manifest does not say which one it is.

## References
- ingress-nginx, internal/ingress/annotations/backendprotocol/main.go and internal/ingress/controller/template/template.go (buildProxyPass, proxySetHeader)
)";

void offer(const kubernetes::Ingress& ingress, kubernetes::Leg leg, Applicability applicability,
           const std::string& assumption, Diagnostic* diagnostic) {
  const std::string value(kubernetes::facts_of(leg).name);
  auto edit = set_annotation(ingress.place, kubernetes::kBackendProtocol, value);
  if (!edit) return;
  diagnostic->fixes.push_back({"use " + quoted("backend-protocol: \"" + value + "\""),
                               applicability,
                               assumption,
                               {std::move(*edit)}});
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  using kubernetes::Leg;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Annotation annotation =
        manifest.annotation(*ingress.place.object, kubernetes::kBackendProtocol);
    if (annotation.key == kubernetes::kNoNode) continue;
    const std::string value(manifest.yaml().scalar(annotation.value));
    const auto known = kubernetes::backend_protocol(value);
    if (known && kubernetes::facts_of(*known).name == value) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kInvalidBackendProtocol, Severity::warning, ingress.place, annotation.value, "");
    if (known) {
      const kubernetes::LegFacts& facts = kubernetes::facts_of(*known);
      diagnostic.message = "`backend-protocol` is " + quoted(value) + ", not " + quoted(facts.name);
      diagnostic.why = "ingress-nginx generates " + quoted(facts.directive) +
                       " for it, but compares the exact spelling where it sets headers and time-outs, so "
                       "those have no effect";
      diagnostic.help = "write it in upper case";
      offer(ingress, *known, Applicability::safe, "", &diagnostic);
    } else {
      diagnostic.message = "ingress-nginx does not know the `backend-protocol` " + quoted(value);
      diagnostic.why =
          "it takes an unknown value for `HTTP`, generates `proxy_pass http://` and speaks HTTP/1.1 to the "
          "pod";
      diagnostic.help =
          "name what the pod speaks: `HTTP`, `HTTPS`, `GRPC` or `GRPCS`; there is no value for other "
          "cleartext HTTP/2";
      offer(ingress, Leg::http, Applicability::unsafe, "the pods speak HTTP/1.1", &diagnostic);
      offer(ingress, Leg::https, Applicability::unsafe, "the pods speak HTTP/1.1 over TLS", &diagnostic);
      offer(ingress, Leg::grpc, Applicability::unsafe, "the pods speak gRPC", &diagnostic);
      offer(ingress, Leg::grpcs, Applicability::unsafe, "the pods speak gRPC over TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kInvalidBackendProtocol = {"invalid-backend-protocol",
                                      "kubernetes",
                                      Severity::warning,
                                      "a `backend-protocol` that ingress-nginx does not know as it is spelt",
                                      kDocumentation,
                                      check};

}  // namespace stackengine::rules
