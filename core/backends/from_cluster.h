// One backend for each `SERVICE:PORT` that an Ingress path leads to, with what answers and logs say about it.
#pragma once

#include <string>
#include <vector>

#include "backends/infer.h"
#include "diagnosis/backend.h"
#include "kubernetes/cluster.h"

namespace stackengine::backends {

// "app:50051", as the Ingress names it; "app.team:50051" outside of the namespace `default`.
std::string name_of(const kubernetes::Route& route);

// Appends the backends of the routes of the cluster that `backends` does not hold yet. A log line belongs to
// the only backend whose pods have its port, if that may serve the host of the line: nginx logs the address
// of the pod, which no manifest holds.
void add_cluster(const kubernetes::Cluster& cluster, const std::vector<LogObservation>& log,
                 const std::vector<BackendAnswer>& answers, std::vector<Backend>* backends);

}  // namespace stackengine::backends
