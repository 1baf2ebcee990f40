// The controllers' annotations, and the protocols that they stand for.
#ifndef STACKENGINE_RULES_KUBERNETES_ANNOTATIONS_H_
#define STACKENGINE_RULES_KUBERNETES_ANNOTATIONS_H_

#include <optional>
#include <string>
#include <string_view>

#include "kubernetes/cluster.h"

namespace stackengine::rules {

// ingress-nginx, the community's controller (facts/kubernetes.md section 1.1).
inline constexpr std::string_view kBackendProtocol = "nginx.ingress.kubernetes.io/backend-protocol";
inline constexpr std::string_view kCommunityPrefix = "nginx.ingress.kubernetes.io/";

// F5's NGINX Ingress Controller (section 1.2).
inline constexpr std::string_view kF5Prefix = "nginx.org/";
inline constexpr std::string_view kGrpcServices = "nginx.org/grpc-services";
inline constexpr std::string_view kSslServices = "nginx.org/ssl-services";

// What `backend-protocol` makes ingress-nginx generate (template.go, buildProxyPass; the list in
// annotations/backendprotocol).
struct BackendProtocol {
  std::string_view name;       // as the documentation spells it: "GRPC"
  std::string_view directive;  // "grpc_pass grpc://"
};

// By name, without case; nullopt for a value that the controller refuses and takes for HTTP.
std::optional<BackendProtocol> backend_protocol(std::string_view value);

std::string upper_case(std::string_view text);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_ANNOTATIONS_H_
