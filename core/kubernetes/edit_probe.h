// Edits of a container's probe.
#ifndef STACKENGINE_KUBERNETES_EDIT_PROBE_H_
#define STACKENGINE_KUBERNETES_EDIT_PROBE_H_

#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

// Each returns no edits where the probe is not written so that it can be changed in place.

// `scheme` of an httpGet, written beside its port.
std::vector<Edit> set_scheme(const Placed& placed, const Probe& probe, const std::string& scheme);

// `scheme: HTTP`, and the probe's delay, period and threshold as `initialDelaySeconds: 5` and the defaults
// (facts/kubernetes.md section 2); nothing where any of these is written.
std::vector<Edit> write_out(const Placed& placed, const Probe& probe);

// The probe as one that only connects: `tcpSocket` with the same port.
std::vector<Edit> to_tcp_socket(const Placed& placed, const Probe& probe);

// The probe as a gRPC health check of `port`: a number, as `grpc` takes no names.
std::vector<Edit> to_grpc(const Placed& placed, const Probe& probe, int port);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_EDIT_PROBE_H_
