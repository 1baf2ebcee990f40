#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<const kubernetes::ServicePort*> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::ServicePort* port = route.port;
    // Annotations cover what `http` and `https` ask for.
    if (route.ingress->is_gateway_route()) continue;
    if (port == nullptr || port->app_protocol == kubernetes::kNoNode || port->app_protocol_value == "http")
      continue;
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    const bool nginx = served.controller != kubernetes::Controller::unknown ||
                       route.ingress->class_name.find("nginx") != std::string::npos;
    if (!nginx || !told.insert(port).second || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kAppProtocolNotRead, Severity::info, route.service->place, port->app_protocol,
                "neither Ingress controller for nginx reads `appProtocol`");
    diagnostic.why = nginx_speaks(route, served) + " for this port, because " +
                     (served.decided_by == kubernetes::kNoNode ? "no annotation says otherwise"
                                                               : "the annotation of the Ingress says so");
    diagnostic.help =
        "keep it for the Gateway API, and also set the protocol in the annotations of the Ingress or in the `type` of an upstream";
    diagnostic.related.push_back(
        {place_of(route.ingress->place, route.path->service_name), "the Ingress leads here"});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAppProtocolNotRead = {"app-protocol-not-read", Severity::info,
                                  "an `appProtocol` that the controller of the Ingress does not read", check};

}  // namespace stackengine::rules
