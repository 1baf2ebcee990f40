// Shared by the rules about probes: the probes of containers, what leads to their ports, and the fixes.
#pragma once

#include <functional>
#include <string>

#include "rules/kubernetes/finding.h"

namespace stackengine::rules {

// A probe, and the Ingress path that leads to the same container port; `route` is null without one.
struct ProbedPort {
  const kubernetes::Workload* workload = nullptr;
  const kubernetes::Container* container = nullptr;
  const kubernetes::Probe* probe = nullptr;
  int port = 0;  // 0 for a name that the container does not have
  const kubernetes::Route* route = nullptr;
};

// In the order of the manifests. Visits a probe once for each protocol that nginx speaks to its port.
void for_each_probe(const kubernetes::Cluster& cluster, const std::function<void(const ProbedPort&)>& visit);

Diagnostic probe_finding(const Rule& rule, Severity severity, const ProbedPort& probed, std::string message);

// Alternatives for a probe; all need an assumption.
void offer_scheme(const ProbedPort& probed, const std::string& scheme, Applicability applicability,
                  Diagnostic* diagnostic);
void offer_tcp_socket(const ProbedPort& probed, const std::string& assumption, Diagnostic* diagnostic);
// The probe with `scheme: HTTP` and what articles add to it, if none of that is set and the probe has
// lines of its own.
void offer_written_out(const ProbedPort& probed, Diagnostic* diagnostic);
void offer_grpc(const ProbedPort& probed, Diagnostic* diagnostic);

// Whether the name of the container port suggests gRPC, or HTTP/2 without TLS.
bool is_named_grpc(const ProbedPort& probed);

// Whether the names or `appProtocol` of the port suggest HTTPS, and none contradicts it.
bool is_named_https(const ProbedPort& probed);

// "`readinessProbe` of `app`"
std::string name_of(const ProbedPort& probed);

}  // namespace stackengine::rules
