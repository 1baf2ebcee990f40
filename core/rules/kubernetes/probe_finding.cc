#include "rules/kubernetes/probe_finding.h"

#include <map>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_probe.h"
#include "kubernetes/hints.h"

namespace stackengine::rules {
namespace {

void offer(std::string title, Applicability applicability, std::string assumption, std::vector<Edit> edits,
           Diagnostic* diagnostic) {
  if (edits.empty()) return;
  if (applicability == Applicability::safe) assumption.clear();
  diagnostic->fixes.push_back({std::move(title), applicability, std::move(assumption), std::move(edits)});
}

}  // namespace

void for_each_probe(const kubernetes::Cluster& cluster, const std::function<void(const ProbedPort&)>& visit) {
  // Many paths may lead to one container port: one for each wire is enough.
  std::map<std::pair<const kubernetes::Container*, int>, std::map<Wire, const kubernetes::Route*>> routes;
  for (const kubernetes::Route& route : cluster.routes()) {
    if (route.container == nullptr || !kubernetes::may_be_nginx(cluster, *route.ingress)) continue;
    routes[{route.container, route.container_port}].emplace(kubernetes::served(cluster, route).wire, &route);
  }
  for (const kubernetes::Workload& workload : cluster.workloads()) {
    for (const kubernetes::Container& container : workload.containers) {
      for (const kubernetes::Probe& probe : container.probes) {
        ProbedPort probed = {&workload, &container, &probe, container.number_of(probe.port), nullptr};
        const auto found = routes.find({&container, probed.port});
        if (found == routes.end()) visit(probed);
        if (found == routes.end()) continue;
        for (const auto& [wire, route] : found->second) {
          probed.route = route;
          visit(probed);
        }
      }
    }
  }
}

Diagnostic probe_finding(const Rule& rule, Severity severity, const ProbedPort& probed, std::string message) {
  const kubernetes::Probe& probe = *probed.probe;
  kubernetes::NodeId node = probe.scheme;
  if (node == kubernetes::kNoNode) node = probe.handler_key;
  if (node == kubernetes::kNoNode) node = probe.key;
  return finding(rule, severity, probed.workload->place, node, std::move(message));
}

void offer_scheme(const ProbedPort& probed, const std::string& scheme, Applicability applicability,
                  Diagnostic* diagnostic) {
  offer("use " + quoted("scheme: " + scheme), applicability,
        "the pod serves this port " + std::string(scheme == "HTTPS" ? "over TLS" : "without TLS"),
        kubernetes::set_scheme(probed.workload->place, *probed.probe, scheme), diagnostic);
}

void offer_tcp_socket(const ProbedPort& probed, const std::string& assumption, Diagnostic* diagnostic) {
  offer("use a `tcpSocket` probe, which only connects", Applicability::unsafe, assumption,
        kubernetes::to_tcp_socket(probed.workload->place, *probed.probe), diagnostic);
}

void offer_grpc(const ProbedPort& probed, Diagnostic* diagnostic) {
  offer("use a `grpc` probe", Applicability::unsafe,
        "the pod implements grpc.health.v1.Health on this port, without TLS",
        kubernetes::to_grpc(probed.workload->place, *probed.probe, probed.port), diagnostic);
}

void offer_written_out(const ProbedPort& probed, Diagnostic* diagnostic) {
  const kubernetes::Placed& placed = probed.workload->place;
  std::vector<Edit> edits = kubernetes::write_out(placed, *probed.probe);
  offer("use `scheme: HTTP`, `initialDelaySeconds: 5`, `periodSeconds: 10` and `failureThreshold: 3`",
        Applicability::unsafe,
        "every pod may wait 5 seconds before it gets requests; the other three values are the defaults",
        std::move(edits), diagnostic);
}

bool is_named_https(const ProbedPort& probed) {
  bool https = false;
  for (const kubernetes::ContainerPort& port : probed.container->ports) {
    if (port.number != probed.port) continue;
    https = https || port.name.substr(0, port.name.find('-')) == "https";
  }
  if (probed.route == nullptr) return https;
  for (const kubernetes::Hint& hint : kubernetes::port_hints(*probed.route)) {
    if (hint.protocol != Protocol::http1_tls) return false;
    https = true;
  }
  return https;
}

bool is_named_grpc(const ProbedPort& probed) {
  for (const kubernetes::ContainerPort& port : probed.container->ports) {
    const std::string word = port.name.substr(0, port.name.find('-'));
    if (kubernetes::is_named_grpc_web(port.name)) continue;
    if (port.number == probed.port && (word == "grpc" || word == "h2c")) return true;
  }
  return false;
}

std::string name_of(const ProbedPort& probed) {
  if (probed.container->name.empty()) return quoted(probed.probe->name);
  return quoted(probed.probe->name) + " of " + quoted(probed.container->name);
}

}  // namespace stackengine::rules
