#include "rules/kubernetes/annotation_not_in_effect.h"

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Compares the scheme of `upstream: "…"` in the error log with what the Ingress' annotation makes its controller speak.

## Why is this bad
The scheme in the log is what nginx really did. When the Ingress says `HTTPS` or `GRPC` and the log says `http://`, the annotation is not in effect:
most often it belongs to the other controller's family (F5's NGINX Ingress Controller reads `nginx.org/*` and ignores `nginx.ingress.kubernetes.io/*`).

## Example
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
---
2024/07/16 14:12:02 [error] 48#48: *32 upstream sent no valid HTTP/1.0 header while reading response header from upstream, client: 192.0.2.10, server: app.example.com, request: "GET / HTTP/1.1", upstream: "http://10.0.6.3:8443/", host: "app.example.com"
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
2024/07/16 14:12:02 [error] 48#48: *32 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.10, server: app.example.com, request: "GET / HTTP/1.1", upstream: "https://10.0.6.3:8443/", host: "app.example.com"
```

## Fix safety
Unsafe: the annotation of the other family is right when that controller serves the Ingress. The rejected annotation stays, as it does no harm.

## References
- facts/kubernetes.md sections 1.1, 1.2 and 3
- kubernetes-ingress issue 6030
)";

// The port of `10.0.6.3:8443`; 0 without one.
int port_of(const std::string& address) {
  const size_t colon = address.rfind(':');
  return colon == std::string::npos ? 0 : std::atoi(address.substr(colon + 1, 5).c_str());
}

// Whether the line is about the route: the same host where both name one, and the pod's port.
bool is_about(const kubernetes::UpstreamLine& line, const kubernetes::Route& route) {
  if (!line.host.empty() && !route.path->host.empty() && line.host != route.path->host) return false;
  const int port = route.container_port != 0 ? route.container_port : route.path->port.number;
  return port != 0 && port_of(line.address) == port;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::map<std::pair<std::string, std::string>, const kubernetes::UpstreamLine*> lines;
  for (const kubernetes::UpstreamLine& line : cluster->evidence().upstreams)
    lines.emplace(std::make_pair(line.scheme, std::to_string(port_of(line.address))), &line);
  std::set<kubernetes::NodeId> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    if (route.ingress->kind != kubernetes::IngressKind::ingress) continue;
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    if (served.decided_by == kubernetes::kNoNode || served.leg == kubernetes::Leg::auto_http) continue;
    const std::string_view scheme = kubernetes::facts_of(served.leg).scheme;
    // Only the default shows that nothing is in effect: another scheme may be an older state of the Ingress.
    if (scheme == "http" || kubernetes::served_by(kubernetes::Controller::community, route).leg ==
                                kubernetes::served_by(kubernetes::Controller::f5, route).leg) {
      continue;
    }
    const int port = route.container_port != 0 ? route.container_port : route.path->port.number;
    const kubernetes::UpstreamLine* line = nullptr;
    bool in_effect = false;
    for (const std::string& one : {std::string("http"), std::string(scheme)}) {
      const auto found = lines.find({one, std::to_string(port)});
      if (found == lines.end() || !is_about(*found->second, route)) continue;
      if (one == "http") line = found->second;
      if (one != "http") in_effect = true;
    }
    // Both schemes in one log: the annotation came later than the first lines.
    if (line == nullptr || in_effect || !told.insert(served.decided_by).second || !diagnostics->admit())
      continue;
    Diagnostic diagnostic =
        finding(kAnnotationNotInEffect, Severity::error, route.ingress->place, served.decided_by,
                "the log says `" + line->scheme + "://`, but this annotation stands for " +
                    quoted(kubernetes::facts_of(served.leg).directive));
    diagnostic.why =
        "the scheme in `upstream:` is what nginx really did, so the annotation has no effect: the controller "
        "does not read it, or another Ingress serves the request";
    diagnostic.evidence.push_back(
        {EvidenceKind::log_line, Strength::conclusive,
         "nginx sent this request to " + quoted(line->scheme + "://" + line->address), true, line->place});
    const bool certain = kubernetes::is_controller_certain(*cluster, *route.ingress);
    const kubernetes::Controller other = served.controller == kubernetes::Controller::f5
                                             ? kubernetes::Controller::community
                                             : kubernetes::Controller::f5;
    if (certain) {
      diagnostic.help =
          "look for the Ingress that serves this host and path, and at the controller's own log";
    } else {
      diagnostic.help = "find out which controller serves the class " + quoted(route.ingress->class_name) +
                        ": `kubectl get ingressclass -o yaml`";
      offer_leg(other, route, served.leg, Applicability::unsafe,
                "the controller is " + std::string(kubernetes::to_string(other)), &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAnnotationNotInEffect = {"annotation-not-in-effect",
                                     "kubernetes",
                                     Severity::error,
                                     "the error log shows that nginx does not speak what the annotation says",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
