#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// The port of `10.0.6.3:8443`; 0 without one.
int port_of(const std::string& address) {
  const size_t colon = address.rfind(':');
  return colon == std::string::npos ? 0 : std::atoi(address.substr(colon + 1, 5).c_str());
}

// Whether the line is about the route: it has the same host, where both name one, and the port of the pod.
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
    if (served.decided_by == kubernetes::kNoNode || served.wire == kubernetes::kAutoHttp) continue;
    const std::string_view scheme = served.wire.is_http() ? scheme_of(served.wire) : "fastcgi";
    // Only the default scheme shows that no annotation is in effect: another may come from an older Ingress.
    if (scheme == "http" || kubernetes::served_by(kubernetes::Controller::community, route).wire ==
                                kubernetes::served_by(kubernetes::Controller::f5, route).wire) {
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
    // With both schemes in one log, the annotation was added after the first lines.
    if (line == nullptr || in_effect || !told.insert(served.decided_by).second || !diagnostics->admit())
      continue;
    Diagnostic diagnostic =
        finding(kAnnotationNotInEffect, Severity::error, route.ingress->place, served.decided_by,
                "the log shows `" + line->scheme + "://`, but this annotation asks for " +
                    quoted(kubernetes::directive_for(served.wire)));
    diagnostic.why =
        "the scheme in `upstream:` shows what nginx did, so the annotation has no effect: the controller does not read it, or another Ingress serves the request";
    diagnostic.evidence.push_back(
        {EvidenceKind::log_line, Strength::conclusive,
         "nginx sent this request to " + quoted(line->scheme + "://" + line->address), true, line->place});
    const bool certain = kubernetes::is_controller_certain(*cluster, *route.ingress);
    const kubernetes::Controller other = served.controller == kubernetes::Controller::f5
                                             ? kubernetes::Controller::community
                                             : kubernetes::Controller::f5;
    if (certain) {
      diagnostic.help =
          "find the Ingress that serves this host and path, and check the log of the controller";
    } else {
      diagnostic.help = "find out which controller serves the class " + quoted(route.ingress->class_name) +
                        ": `kubectl get ingressclass -o yaml`";
      offer_wire(other, route, served.wire, Applicability::unsafe,
                 "the controller is " + std::string(kubernetes::to_string(other)), &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAnnotationNotInEffect = {
    "annotation-not-in-effect", Severity::error,
    "the error log shows that nginx does not speak the protocol of the annotation", check};

}  // namespace stackengine::rules
