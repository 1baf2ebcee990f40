// Edits of the probe of a container.
#pragma once

#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

// Each returns no edits when the probe cannot be changed in place.

// Sets `scheme` of an httpGet, next to its port.
std::vector<Edit> set_scheme(const Placed& placed, const Probe& probe, const std::string& scheme);

// Sets `scheme: HTTP`, `initialDelaySeconds: 5`, and the default period and threshold
// (facts/kubernetes.md section 2); no edits when any of these is set.
std::vector<Edit> write_out(const Placed& placed, const Probe& probe);

// Changes the probe to `tcpSocket` with the same port, which only connects.
std::vector<Edit> to_tcp_socket(const Placed& placed, const Probe& probe);

// Changes the probe to a gRPC health check of `port`, a number, because `grpc` does not accept names.
std::vector<Edit> to_grpc(const Placed& placed, const Probe& probe, int port);

}  // namespace stackengine::kubernetes
