// One backend for each `SERVICE:PORT` that an Ingress path leads to, and what answers and logs say of it.
#ifndef STACKENGINE_BACKENDS_FROM_CLUSTER_H_
#define STACKENGINE_BACKENDS_FROM_CLUSTER_H_

#include <string>
#include <vector>

#include "backends/infer.h"
#include "diagnosis/backend.h"
#include "kubernetes/cluster.h"

namespace stackengine::backends {

// "app:50051", as the Ingress names it; "app.team:50051" outside of the namespace `default`.
std::string name_of(const kubernetes::Route& route);

// Appends the backends of the cluster's routes that `backends` does not name yet. A log line belongs to the
// one backend whose pods have its port, if it may serve the line's host: nginx logs the pod's address, which
// no manifest holds.
void add_cluster(const kubernetes::Cluster& cluster, const std::vector<LogObservation>& log,
                 const std::vector<BackendAnswer>& answers, std::vector<Backend>* backends);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_FROM_CLUSTER_H_
