// HTTPRoute and GRPCRoute of the Gateway API. Source: facts/kubernetes.md section 1.3.
#pragma once

#include <string>
#include <utility>

#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

// A path for each Service in the `backendRefs` of a rule; those of one rule are adjacent.
Ingress read_gateway_route(const Placed& place);

// Namespace and name of the first Gateway in `parentRefs`; an empty name for any other kind.
std::pair<std::string, std::string> gateway_of(const Ingress& route);

// Whether NGINX Gateway Fabric accepts the `appProtocol` of the Service port of the route:
// `kubernetes.io/h2c`,
// `/ws` in an HTTPRoute, and `/wss` there with a BackendTLSPolicy. True for names without that prefix, which
// it ignores.
bool takes_app_protocol(const Route& route);

}  // namespace stackengine::kubernetes
