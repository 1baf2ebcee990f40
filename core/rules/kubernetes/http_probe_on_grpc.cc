#include "rules/kubernetes/http_probe_on_grpc.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "kubernetes/hints.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports an `httpGet` probe without TLS of a port that nginx reaches with gRPC, that is named `grpc` or `h2c`, or whose probe kubelet could not make sense of (a reset, or
`malformed HTTP response`).

## Why is this bad
Kubelet asks cleartext ports in HTTP/1.1. A port that speaks HTTP/2 only, as most gRPC servers do, resets the connection, and the pod never gets ready.
It is a warning only, because one port can serve both.

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
        - containerPort: 4317
        readinessProbe:
          httpGet:
            path: /healthz
            port: 4317
---
Readiness probe failed: Get "http://10.0.0.9:4317/healthz": read tcp 10.0.0.1:52814->10.0.0.9:4317: read: connection reset by peer
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
        - containerPort: 4317
        readinessProbe:
          tcpSocket:
            port: 4317
```

## Fix safety
Unsafe: `tcpSocket` only connects; `grpc` needs the health service. From Kubernetes 1.37 on `httpGet.protocol: HTTP2` is an alpha feature.

## References
- Kubernetes, pkg/probe/http/http.go; KEP-5999; facts/kubernetes.md section 2
)";

using kubernetes::Leg;

bool is_plain_http(const kubernetes::Probe& probe) {
  return probe.handler == kubernetes::ProbeHandler::http_get && !probe.https;
}

// Kubelet's complaint of this probe. A line without a port speaks for the only port that is probed so.
const kubernetes::ProbeLine* complaint_of(const kubernetes::Cluster& cluster, const ProbedPort& probed,
                                          bool only) {
  for (const kubernetes::ProbeLine& line : cluster.evidence().probes) {
    if (line.complaint != kubernetes::ProbeComplaint::no_http1_reply) continue;
    if (line.port != 0 ? line.port == probed.port : only) return &line;
  }
  return nullptr;
}

// Whether the port's names say HTTP/1.1: then nginx is wrong, not the probe (backend-protocol-mismatch).
bool is_said_to_be_http1(const kubernetes::Route& route) {
  const std::vector<kubernetes::Hint> hints = kubernetes::port_hints(route);
  return !hints.empty() && std::all_of(hints.begin(), hints.end(), [](const kubernetes::Hint& hint) {
    return hint.protocol == Protocol::http1;
  });
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<int> ports;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (is_plain_http(*probed.probe)) ports.insert(probed.port);
  });
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (!is_plain_http(*probed.probe)) return;
    const kubernetes::ProbeLine* line = complaint_of(*cluster, probed, ports.size() == 1);
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*cluster, *probed.route);
    const bool named = is_named_grpc(probed);
    const bool http2 = served.leg == Leg::grpc || served.leg == Leg::h2c;
    if (line == nullptr && !named && !http2) return;
    const Backend* backend = probed.route == nullptr ? nullptr : backend_of(subject, *probed.route);
    if (line == nullptr && backend != nullptr && backend->known_to_speak(Protocol::http1)) return;
    if (line == nullptr && !named && is_said_to_be_http1(*probed.route)) return;
    if (!told.insert(probed.probe).second || !diagnostics->admit()) return;
    Diagnostic diagnostic =
        probe_finding(kHttpProbeOnGrpc, Severity::warning, probed,
                      name_of(probed) + " speaks HTTP/1.1 to port " + std::to_string(probed.port) +
                          (http2   ? ", but " + nginx_speaks(*probed.route, served)
                           : named ? ", whose name says HTTP/2"
                                   : ", which does not answer it in HTTP/1.1"));
    diagnostic.why =
        "kubelet speaks HTTP/1.1 to ports without TLS; one that speaks HTTP/2 only resets the connection, "
        "and the pod "
        "never gets ready";
    diagnostic.help = "probe with `tcpSocket`, or with `grpc` where the health service is there";
    if (line != nullptr) {
      diagnostic.evidence.push_back(
          {EvidenceKind::log_line, Strength::supporting,
           "kubelet got a reset or something that is not HTTP/1.x; a pod that crashes looks the same", true,
           line->place});
    }
    offer_tcp_socket(probed, "the port speaks HTTP/2 only", &diagnostic);
    offer_grpc(probed, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kHttpProbeOnGrpc = {"http-probe-on-grpc", "kubernetes",
                               Severity::warning,    "an `httpGet` probe of a port that speaks gRPC",
                               kDocumentation,       check};

}  // namespace stackengine::rules
