// What the rules about probes share: a container's probes with what leads to their ports, and the ways out.
#ifndef STACKENGINE_RULES_KUBERNETES_PROBE_FINDING_H_
#define STACKENGINE_RULES_KUBERNETES_PROBE_FINDING_H_

#include <functional>
#include <string>

#include "rules/kubernetes/finding.h"

namespace stackengine::rules {

// A probe, and the Ingress path that leads to the same container port; `route` is null without one.
struct ProbedPort {
  const kubernetes::Workload* workload = nullptr;
  const kubernetes::Container* container = nullptr;
  const kubernetes::Probe* probe = nullptr;
  int port = 0;  // 0: a name that the container does not have
  const kubernetes::Route* route = nullptr;
};

// In the order of the manifests; a probe once for each different way that nginx speaks to its port.
void for_each_probe(const kubernetes::Cluster& cluster, const std::function<void(const ProbedPort&)>& visit);

Diagnostic probe_finding(const Rule& rule, Severity severity, const ProbedPort& probed, std::string message);

// Alternatives for a probe, all of which rest on an assumption.
void offer_scheme(const ProbedPort& probed, const std::string& scheme, Applicability applicability,
                  Diagnostic* diagnostic);
void offer_tcp_socket(const ProbedPort& probed, const std::string& assumption, Diagnostic* diagnostic);
// The probe with `scheme: HTTP` and what articles add to it, where none of that is written and the probe has
// lines of its own.
void offer_written_out(const ProbedPort& probed, Diagnostic* diagnostic);
void offer_grpc(const ProbedPort& probed, Diagnostic* diagnostic);

// Whether the container's port is named as one of gRPC, or of HTTP/2 without TLS.
bool is_named_grpc(const ProbedPort& probed);

// Whether the names or `appProtocol` of the port say HTTPS, and none says otherwise.
bool is_named_https(const ProbedPort& probed);

// "`readinessProbe` of `app`"
std::string name_of(const ProbedPort& probed);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_PROBE_FINDING_H_
