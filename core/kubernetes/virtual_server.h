// F5's VirtualServer and VirtualServerRoute: upstreams with a `type` and `tls`, and the routes that pass to
// them. Source: facts/kubernetes.md section 1.2 (pkg/apis/configuration/v1/types.go).
#pragma once

#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

// A path for each route, split and match that passes to an upstream, and one without `node` for each upstream
// that nothing passes to. A VirtualServerRoute has the TLS of the VirtualServer that refers to it.
Ingress read_virtual_server(const Placed& place);

}  // namespace stackengine::kubernetes
