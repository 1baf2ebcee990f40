// The Gateway API's HTTPRoute and GRPCRoute. Source: facts/kubernetes.md section 1.3.
#ifndef STACKENGINE_KUBERNETES_GATEWAY_ROUTE_H_
#define STACKENGINE_KUBERNETES_GATEWAY_ROUTE_H_

#include <string>
#include <utility>

#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

// A path for each Service among the `backendRefs` of a rule, those of one rule side by side.
Ingress read_gateway_route(const Placed& place);

// Namespace and name of the first Gateway among `parentRefs`; an empty name for any other kind.
std::pair<std::string, std::string> gateway_of(const Ingress& route);

// Whether NGINX Gateway Fabric takes the `appProtocol` of the route's Service port: `kubernetes.io/h2c`,
// `/ws` in an HTTPRoute, and `/wss` there with a BackendTLSPolicy. Names without that prefix are not its
// business.
bool takes_app_protocol(const Route& route);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_GATEWAY_ROUTE_H_
