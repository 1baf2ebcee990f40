#include "rules/kubernetes/probe_scheme_implicit.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says which readiness probes with `httpGet` have no `scheme`, and which probes of any sort lack it on a port whose names say HTTPS.

## Why is this bad
Without `scheme` kubelet speaks cleartext HTTP/1.1, whatever nginx speaks to the port: a pod that passes such a probe may still not understand nginx, and one that speaks
HTTP/2 only never gets ready. It is not so that kubelet knows HTTP/1.1 only: with `scheme: HTTPS` it offers HTTP/2 by ALPN, and Kubernetes 1.37 has
`httpGet.protocol: HTTP2` behind the alpha gate `H2CContainerProbe`. `periodSeconds: 10` and `failureThreshold: 3`, which articles like to add, are the defaults, and no
part of this; one of the fixes writes them down all the same, with the `initialDelaySeconds: 5` that delays each pod. On a port named `https` the default is most likely
wrong: kubelet speaks cleartext to it, and gets `client sent an HTTP request to an HTTPS server`.

## Example
```yaml
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
        - containerPort: 8080
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8080
```
Use instead:
```yaml
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
        - containerPort: 8080
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8080
            scheme: HTTP
```

## Fix safety
Unsafe, though `scheme: HTTP` is what Kubernetes fills in itself: the first alternative only writes it down, and the port may need another one.

## References
- Kubernetes, pkg/apis/core/v1/defaults.go (SetDefaults_HTTPGetAction), pkg/probe/http/http.go; KEP-5999; facts/kubernetes.md section 2
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  if (!cluster->evidence().probes.empty()) return;  // other rules speak of the probes then
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*cluster, *probed.route);
    if (served.leg != kubernetes::Leg::http || is_named_grpc(probed)) told.insert(probed.probe);
  });
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    const kubernetes::Probe& probe = *probed.probe;
    const Backend* backend = probed.route == nullptr ? nullptr : backend_of(subject, *probed.route);
    const bool https = is_named_https(probed) && may_speak(backend, true);
    if ((probe.name != "readinessProbe" && !https) || probe.handler != kubernetes::ProbeHandler::http_get ||
        probe.scheme != kubernetes::kNoNode || !told.insert(&probe).second || !diagnostics->admit()) {
      return;
    }
    Diagnostic diagnostic =
        probe_finding(kProbeSchemeImplicit, Severity::info, probed,
                      name_of(probed) + " has no `scheme`: kubelet speaks cleartext HTTP/1.1" +
                          (https ? " to a port whose name says HTTPS" : ""));
    if (https) {
      diagnostic.why = "a port that wants TLS answers such a probe with 400, or not at all: it fails always";
      diagnostic.help = "use `scheme: HTTPS` if the port speaks TLS: kubelet does not check the certificate";
      offer_scheme(probed, "HTTPS", Applicability::unsafe, &diagnostic);
      offer_scheme(probed, "HTTP", Applicability::unsafe, &diagnostic);
      diagnostics->add(std::move(diagnostic));
      return;
    }
    diagnostic.why =
        "that is the default; what nginx speaks to the port is set elsewhere, so a ready pod may still not "
        "understand nginx";
    diagnostic.help =
        "write the scheme down; a port that speaks HTTP/2 only needs a `tcpSocket` or `grpc` probe";
    offer_scheme(probed, "HTTP", Applicability::unsafe, &diagnostic);
    offer_tcp_socket(probed, "the port speaks HTTP/2 only", &diagnostic);
    offer_written_out(probed, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeSchemeImplicit = {
    "probe-scheme-implicit", "kubernetes",
    Severity::info,          "a readiness probe that leaves `scheme` to the default",
    kDocumentation,          check};

}  // namespace stackengine::rules
