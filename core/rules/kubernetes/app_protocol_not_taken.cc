#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/gateway_route.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<const kubernetes::ServicePort*> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    if (!route.ingress->is_gateway_route() || !kubernetes::may_be_nginx(*cluster, *route.ingress)) continue;
    if (kubernetes::takes_app_protocol(route) || !told.insert(route.port).second) continue;
    if (!diagnostics->admit()) return;
    const std::string& kind = route.ingress->place.object->kind;
    Diagnostic diagnostic =
        finding(kAppProtocolNotTaken, Severity::warning, route.service->place, route.port->app_protocol,
                "NGINX Gateway Fabric does not accept " + quoted(route.port->app_protocol_value) +
                    " for the " + kind);
    diagnostic.why = "the route gets `ResolvedRefs=False` with `UnsupportedProtocol`, and requests fail";
    diagnostic.help =
        "use `kubernetes.io/h2c` for HTTP/2 without TLS, including gRPC; `kubernetes.io/ws` and, with a BackendTLSPolicy, `kubernetes.io/wss` are for HTTPRoutes";
    diagnostic.related.push_back(
        {place_of(route.ingress->place, route.path->service_name), "this route leads here"});
    if (route.port->app_protocol_value == "kubernetes.io/grpc") {
      offer_wire(kubernetes::Controller::gateway_fabric, route, kH2cWire, Applicability::unsafe,
                 "the pods speak gRPC without TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAppProtocolNotTaken = {
    "app-protocol-not-taken", Severity::warning,
    "an `appProtocol` that NGINX Gateway Fabric rejects for this kind of route", check};

}  // namespace stackengine::rules
