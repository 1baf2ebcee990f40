// Hints in the manifests about what a pod port speaks: names, `appProtocol`, paths. Never proof.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

struct Hint {
  Protocol protocol = Protocol::http1;
  std::string text;  // "the Service port is named `grpc`"
  Place place;
};

// From `appProtocol` and the names of the Service port and the container port (Istio's convention
// `PROTOCOL[-SUFFIX]`, facts/kubernetes.md section 4).
std::vector<Hint> port_hints(const Route& route);

// gRPC-Web, which Istio's convention names `grpc-web`, is HTTP/1.1.
bool is_named_grpc_web(std::string_view name);

// The same, and weaker hints: conventional port numbers, the Service name, a path such as `/pkg.Service/`.
std::vector<Hint> all_hints(const Route& route);

}  // namespace stackengine::kubernetes
