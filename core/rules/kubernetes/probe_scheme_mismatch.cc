#include "rules/kubernetes/probe_scheme_mismatch.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Joins kubelet's `server gave HTTP response to HTTPS client` and `client sent an HTTP request to an HTTPS server` to the probe that they are about.

## Why is this bad
Kubelet speaks TLS with `scheme: HTTPS` and cleartext without. On a port that speaks the other, the probe always fails: the pod is restarted or never gets ready.

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
        - containerPort: 3000
        readinessProbe:
          httpGet:
            path: /healthz
            port: 3000
            scheme: HTTPS
---
Liveness probe failed: Get https://10.0.0.9:3000/healthz: http: server gave HTTP response to HTTPS client
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
        - containerPort: 3000
        readinessProbe:
          httpGet:
            path: /healthz
            port: 3000
            scheme: HTTP
```

## Fix safety
Safe when the message names the port and just one container of the manifests is probed so on it; unsafe otherwise.

## References
- Go, net/http; Kubernetes, pkg/probe/http/http.go; facts/kubernetes.md section 2, "Messages"
)";

struct Mismatch {
  const kubernetes::ProbeLine* line = nullptr;
  bool certain = false;
};

// The complaint that is about probes of this port and scheme.
Mismatch mismatch_of(const kubernetes::Cluster& cluster, const ProbedPort& probed,
                     const std::map<std::pair<int, bool>, std::set<const kubernetes::Container*>>& probes) {
  const auto same = probes.find({probed.port, probed.probe->https});
  size_t all = 0;
  for (const auto& [key, containers] : probes)
    all += key.second == probed.probe->https ? containers.size() : 0;
  const auto wanted = probed.probe->https ? kubernetes::ProbeComplaint::plaintext_reply
                                          : kubernetes::ProbeComplaint::tls_expected;
  for (const kubernetes::ProbeLine& line : cluster.evidence().probes) {
    if (line.complaint != wanted) continue;
    if (line.port == probed.port && line.port != 0)
      return {&line, same != probes.end() && same->second.size() == 1};
    if (line.port == 0 && all == 1) return {&line, false};
  }
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr || cluster->evidence().probes.empty()) return;
  std::map<std::pair<int, bool>, std::set<const kubernetes::Container*>> probes;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (probed.probe->handler == kubernetes::ProbeHandler::http_get)
      probes[{probed.port, probed.probe->https}].insert(probed.container);
  });
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (probed.probe->handler != kubernetes::ProbeHandler::http_get) return;
    const Mismatch found = mismatch_of(*cluster, probed, probes);
    if (found.line == nullptr || !told.insert(probed.probe).second || !diagnostics->admit()) return;
    const bool https = probed.probe->https;
    Diagnostic diagnostic = probe_finding(
        kProbeSchemeMismatch, Severity::error, probed,
        name_of(probed) + (https ? " speaks TLS to port " : " speaks cleartext to port ") +
            std::to_string(probed.port) + (https ? ", which answers in cleartext" : ", which wants TLS"));
    diagnostic.why = "kubelet says so; the probe fails always, whatever the state of the pod";
    diagnostic.help = https ? "use `scheme: HTTP`, or leave it out"
                            : "use `scheme: HTTPS`: kubelet does not check the certificate";
    diagnostic.evidence.push_back({EvidenceKind::log_line,
                                   found.certain ? Strength::conclusive : Strength::supporting,
                                   https ? "the server gave an HTTP response to an HTTPS client"
                                         : "the client sent an HTTP request to an HTTPS server",
                                   true, found.line->place});
    offer_scheme(probed, https ? "HTTP" : "HTTPS",
                 found.certain ? Applicability::safe : Applicability::unsafe, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeSchemeMismatch = {
    "probe-scheme-mismatch", "kubernetes",
    Severity::error,         "kubelet says that the scheme of a probe is not what the port speaks",
    kDocumentation,          check};

}  // namespace stackengine::rules
