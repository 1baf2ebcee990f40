// The two nginx Ingress controllers and NGINX Gateway Fabric: what they make nginx speak to a pod.
// Sources: facts/kubernetes.md sections 1.1 (template.go, buildProxyPass), 1.2 (nginx.ingress.tmpl) and 1.3.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "diagnosis/wire.h"
#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

// ingress-nginx, the controller of the Kubernetes community.
inline constexpr std::string_view kCommunityPrefix = "nginx.ingress.kubernetes.io/";
inline constexpr std::string_view kBackendProtocol = "nginx.ingress.kubernetes.io/backend-protocol";
inline constexpr std::string_view kProxyHttpVersion = "nginx.ingress.kubernetes.io/proxy-http-version";

// F5's NGINX Ingress Controller.
inline constexpr std::string_view kF5Prefix = "nginx.org/";
inline constexpr std::string_view kGrpcServices = "nginx.org/grpc-services";
inline constexpr std::string_view kSslServices = "nginx.org/ssl-services";

enum class Controller { unknown, community, f5, gateway_fabric };
std::string_view to_string(Controller controller);  // "ingress-nginx"

// Wires that only `backend-protocol` of ingress-nginx asks for: the scheme of the client's request, and
// FastCGI.
inline constexpr Wire kAutoHttp = {Transport::unknown, Application::http1};
inline constexpr Wire kFastCgi = {Transport::cleartext, Application::other};

// The directive of the generated configuration up to the peer: "grpc_pass grpc://".
std::string directive_for(Wire wire);

// The value of `backend-protocol` for a wire: "GRPC". Cleartext HTTP/2 without gRPC has none.
std::string_view backend_protocol_for(Wire wire);
// The wire that `backend-protocol` names, ignoring case; nullopt for a value that the controller does not
// know and treats as HTTP.
std::optional<Wire> backend_protocol(std::string_view value);

// The wire that a peer of this protocol needs. Both controllers speak HTTP/2 only as gRPC.
inline Wire wire_for(Protocol protocol) { return stackengine::wire_for(protocol, false); }

// How a path is served, as far as the manifests show.
struct Served {
  Controller controller = Controller::unknown;
  Wire wire = kHttpWire;
  NodeId decided_by = kNoNode;  // the key of the annotation; kNoNode for the default
};

// The controller of an Ingress: from its IngressClass if the paste holds it, otherwise from the only family
// of annotations that it has.
Controller controller_of(const Cluster& cluster, const Ingress& ingress);
// Whether an nginx controller may serve it: false for the class of another controller.
bool may_be_nginx(const Cluster& cluster, const Ingress& ingress);
// Whether its IngressClass names the controller.
bool is_controller_certain(const Cluster& cluster, const Ingress& ingress);

Served served(const Cluster& cluster, const Route& route);

// The same, considering only the annotations of one controller.
Served served_by(Controller controller, const Route& route);

// The names in `nginx.org/grpc-services: "a,b"`.
std::vector<std::string> listed_services(std::string_view value);

}  // namespace stackengine::kubernetes
