#include "rules/kubernetes/annotation_of_other_controller.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `nginx.ingress.kubernetes.io/backend-protocol` on an Ingress of F5's controller, `nginx.org/grpc-services` and `nginx.org/ssl-services` on one of
ingress-nginx, and an Ingress with both families that say different things.

## Why is this bad
Each controller reads its own family and passes over the other's without a word. The pods then get cleartext HTTP/1.1, whatever the annotation asks for.

## Example
```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: nginx.org/ingress-controller
---
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
Use instead:
```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: nginx.org/ingress-controller
---
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
```

## Fix safety
Unsafe: the same meaning in the family that is read changes what nginx speaks, and the pods may speak what it speaks now.

## References
- facts/kubernetes.md sections 1.1 and 1.2; F5, "Migrate from ingress-nginx"
- kubernetes-ingress issues 1724, 2749, 6030
)";

using kubernetes::Controller;

void report(const kubernetes::Route& route, Controller reads, const kubernetes::Served& read,
            const kubernetes::Served& ignored, bool certain, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const std::string wanted(kubernetes::facts_of(ignored.leg).directive);
  const std::string name(kubernetes::to_string(reads));
  Diagnostic diagnostic = finding(
      kAnnotationOfOtherController, Severity::warning, route.ingress->place, ignored.decided_by,
      certain ? name + " serves this Ingress and does not read this annotation"
              : "this annotation asks for " + quoted(wanted) + ", those of the other controller do not");
  diagnostic.why = "each controller reads its own family only; without it nginx uses " +
                   quoted(kubernetes::facts_of(read.leg).directive) + ", not " + quoted(wanted);
  diagnostic.help = certain ? "say it in the controller's own annotations"
                            : "keep the family of the controller that runs, or let both say the same";
  offer_leg(reads, route, ignored.leg, Applicability::unsafe,
            pods_speak(route, ignored.leg == kubernetes::Leg::https   ? Protocol::http1_tls
                              : ignored.leg == kubernetes::Leg::grpc  ? Protocol::grpc
                              : ignored.leg == kubernetes::Leg::grpcs ? Protocol::grpc_tls
                                                                      : Protocol::http1),
            &diagnostic);
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<kubernetes::NodeId> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::Served community = kubernetes::served_by(Controller::community, route);
    const kubernetes::Served f5 = kubernetes::served_by(Controller::f5, route);
    if (community.leg == f5.leg) continue;
    const Controller reads = kubernetes::controller_of(*cluster, *route.ingress);
    const bool certain = kubernetes::is_controller_certain(*cluster, *route.ingress);
    // Unless it is certain who reads, only both families together are a contradiction.
    if (!certain && reads != Controller::unknown) continue;
    const bool f5_reads = certain ? reads == Controller::f5 : community.decided_by != kubernetes::kNoNode;
    const kubernetes::Served& ignored = f5_reads ? community : f5;
    if (ignored.decided_by == kubernetes::kNoNode || ignored.leg == kubernetes::Leg::http) continue;
    if (!told.insert(ignored.decided_by).second) continue;
    report(route, f5_reads ? Controller::f5 : Controller::community, f5_reads ? f5 : community, ignored,
           certain, diagnostics);
  }
}

}  // namespace

const Rule kAnnotationOfOtherController = {"annotation-of-other-controller",
                                           "kubernetes",
                                           Severity::warning,
                                           "an annotation that the controller of this Ingress does not read",
                                           kDocumentation,
                                           check};

}  // namespace stackengine::rules
