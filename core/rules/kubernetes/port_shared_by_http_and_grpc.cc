#include <map>
#include <string>
#include <utility>

#include "backends/from_cluster.h"
#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  struct Use {
    const kubernetes::Route* grpc = nullptr;
    const kubernetes::Route* http = nullptr;
  };
  std::map<std::string, Use> uses;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    if (served.controller == kubernetes::Controller::f5 ||
        route.ingress->kind != kubernetes::IngressKind::ingress ||
        !kubernetes::may_be_nginx(*cluster, *route.ingress))
      continue;
    Use& use = uses[backends::name_of(route)];
    if (served.wire.grpc() && use.grpc == nullptr) use.grpc = &route;
    if (served.wire.application == Application::http1 && use.http == nullptr) use.http = &route;
  }
  for (const auto& [name, use] : uses) {
    if (use.grpc == nullptr || use.http == nullptr || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kPortSharedByHttpAndGrpc, Severity::warning, use.grpc->ingress->place,
                use.grpc->path->port_node, quoted(name) + " gets gRPC here and HTTP from another Ingress");
    diagnostic.why =
        "all Ingresses of ingress-nginx share one pool of idle connections, so nginx may send one protocol over a connection that was opened for the other";
    diagnostic.help =
        "give one of the two its own port, or set `upstream-keepalive-requests: \"1\"` in the ConfigMap of the controller";
    diagnostic.related.push_back(
        {place_of(use.http->ingress->place, use.http->path->port_node), "this sends HTTP to the same port"});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kPortSharedByHttpAndGrpc = {
    "port-shared-by-http-and-grpc", Severity::warning,
    "one pod port gets HTTP and gRPC over the same pool of idle connections", check};

}  // namespace stackengine::rules
