// The two nginx Ingress controllers and NGINX Gateway Fabric: what they make nginx speak to a pod.
// Sources: facts/kubernetes.md sections 1.1 (template.go, buildProxyPass), 1.2 (nginx.ingress.tmpl) and 1.3.
#ifndef STACKENGINE_KUBERNETES_CONTROLLER_H_
#define STACKENGINE_KUBERNETES_CONTROLLER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "kubernetes/cluster.h"

namespace stackengine::kubernetes {

// ingress-nginx, the community's controller.
inline constexpr std::string_view kCommunityPrefix = "nginx.ingress.kubernetes.io/";
inline constexpr std::string_view kBackendProtocol = "nginx.ingress.kubernetes.io/backend-protocol";
inline constexpr std::string_view kProxyHttpVersion = "nginx.ingress.kubernetes.io/proxy-http-version";

// F5's NGINX Ingress Controller.
inline constexpr std::string_view kF5Prefix = "nginx.org/";
inline constexpr std::string_view kGrpcServices = "nginx.org/grpc-services";
inline constexpr std::string_view kSslServices = "nginx.org/ssl-services";

enum class Controller { unknown, community, f5, gateway_fabric };
std::string_view to_string(Controller controller);  // "ingress-nginx"

// What nginx speaks to the pods of a path.
// `h2c`: HTTP/2 that need not be gRPC, which only the Gateway API's routes can ask for.
enum class Leg { http, https, auto_http, grpc, grpcs, fcgi, h2c };
inline constexpr size_t kLegCount = static_cast<size_t>(Leg::h2c) + 1;

struct LegFacts {
  Leg leg;
  std::string_view name;       // of ingress-nginx's `backend-protocol`: "GRPC"
  std::string_view directive;  // "grpc_pass grpc://"
  std::string_view scheme;     // as an error log names it: "grpc"
  std::string_view words;      // "gRPC without TLS"
};
const LegFacts& facts_of(Leg leg);

// The leg that `backend-protocol` names, without case; nullopt for a value that the controller refuses and
// takes for HTTP.
std::optional<Leg> backend_protocol(std::string_view value);

// Whether a peer that speaks `protocol` understands `leg`.
bool fits(Leg leg, Protocol protocol);
// The leg that a peer of this protocol needs of an Ingress. `h2c`: only gRPC is spoken in cleartext HTTP/2 by
// either controller.
Leg leg_for(Protocol protocol);

// How a path is served, as far as the manifests tell.
struct Served {
  Controller controller = Controller::unknown;
  Leg leg = Leg::http;
  NodeId decided_by = kNoNode;  // the annotation's key; kNoNode: the default
};

// The controller of an Ingress: by its IngressClass where the paste holds it, else by the only family of
// annotations that it has.
Controller controller_of(const Cluster& cluster, const Ingress& ingress);
// Whether an nginx controller may serve it: false for a class of others.
bool may_be_nginx(const Cluster& cluster, const Ingress& ingress);
// Whether its IngressClass says so.
bool is_controller_certain(const Cluster& cluster, const Ingress& ingress);

Served served(const Cluster& cluster, const Route& route);

inline bool is_tls(Leg leg) { return leg == Leg::https || leg == Leg::grpcs; }
inline bool is_grpc(Leg leg) { return leg == Leg::grpc || leg == Leg::grpcs; }
inline bool is_http2(Leg leg) { return is_grpc(leg) || leg == Leg::h2c; }
// The same for one family of annotations alone.
Served served_by(Controller controller, const Route& route);

// The names in `nginx.org/grpc-services: "a,b"`.
std::vector<std::string> listed_services(std::string_view value);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_CONTROLLER_H_
