#include "kubernetes/controller.h"

#include <algorithm>

namespace stackengine::kubernetes {
namespace {

struct BackendProtocol {
  std::string_view value;
  Wire wire;
};

constexpr BackendProtocol kBackendProtocols[] = {{"HTTP", kHttpWire},      {"HTTPS", kHttpsWire},
                                                 {"GRPC", kGrpcWire},      {"GRPCS", kGrpcsWire},
                                                 {"AUTO_HTTP", kAutoHttp}, {"FCGI", kFastCgi}};

bool same_without_case(std::string_view a, std::string_view upper) {
  return a.size() == upper.size() && std::equal(a.begin(), a.end(), upper.begin(), [](char x, char y) {
           return (x >= 'a' && x <= 'z' ? static_cast<char>(x - 'a' + 'A') : x) == y;
         });
}

// The families of annotations that an Ingress has.
struct Families {
  bool community = false;
  bool f5 = false;
};

Families families_of(const Ingress& ingress) {
  Families families;
  const Yaml& yaml = ingress.place.manifest->yaml();
  for (const Annotation& one : ingress.place.manifest->annotations(*ingress.place.object)) {
    const std::string_view name = yaml.scalar(one.key);
    families.community = families.community || name.substr(0, kCommunityPrefix.size()) == kCommunityPrefix;
    families.f5 = families.f5 || name.substr(0, kF5Prefix.size()) == kF5Prefix;
  }
  return families;
}

bool lists(const Manifest& manifest, const Annotation& annotation, std::string_view service) {
  if (annotation.key == kNoNode) return false;
  const std::vector<std::string> names = listed_services(manifest.yaml().scalar(annotation.value));
  return std::find(names.begin(), names.end(), service) != names.end();
}

Wire wire_of(bool grpc, bool tls) {
  return {tls ? Transport::tls : Transport::cleartext, grpc ? Application::grpc : Application::http1};
}

// From `type` and `tls` of the upstream; upper case is rejected, but the meaning is clear.
Served served_by_upstream(const Route& route) {
  const Manifest& manifest = *route.ingress->place.manifest;
  const NodeId type = manifest.yaml().find(route.path->upstream, "type");
  const NodeId tls = manifest.path(route.path->upstream, {"tls", "enable"});
  const bool on = manifest.yaml().scalar(tls) == "true";
  return {Controller::f5, wire_of(same_without_case(manifest.yaml().scalar(type), "GRPC"), on),
          type != kNoNode ? type : tls};
}

}  // namespace

std::string_view to_string(Controller controller) {
  switch (controller) {
    case Controller::community:
      return "ingress-nginx";
    case Controller::f5:
      return "F5's NGINX Ingress Controller";
    case Controller::gateway_fabric:
      return "NGINX Gateway Fabric";
    case Controller::unknown:
      break;
  }
  return "unknown";
}

std::string directive_for(Wire wire) {
  if (wire == kFastCgi) return "fastcgi_pass ";
  const std::string_view scheme = wire == kAutoHttp ? "$scheme" : scheme_of(wire);
  return std::string(pass_of(wire)) + " " + std::string(scheme) + "://";
}

std::string_view backend_protocol_for(Wire wire) {
  for (const BackendProtocol& one : kBackendProtocols) {
    if (one.wire == wire) return one.value;
  }
  return {};
}

std::optional<Wire> backend_protocol(std::string_view value) {
  for (const BackendProtocol& one : kBackendProtocols) {
    if (same_without_case(value, one.value)) return one.wire;
  }
  return std::nullopt;
}

std::vector<std::string> listed_services(std::string_view value) {
  std::vector<std::string> names;
  while (!value.empty()) {
    const size_t comma = std::min(value.find(','), value.size());
    std::string_view name = value.substr(0, comma);
    value.remove_prefix(std::min(comma + 1, value.size()));
    const size_t first = name.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    name = name.substr(first, name.find_last_not_of(" \t") - first + 1);
    names.emplace_back(name);
  }
  return names;
}

bool may_be_nginx(const Cluster& cluster, const Ingress& ingress) {
  if (ingress.kind == IngressKind::virtual_server) return true;
  const bool gateway = ingress.is_gateway_route();
  const std::string_view controller = gateway ? cluster.controller_of_gateway_class(ingress.class_name)
                                              : cluster.controller_of_class(ingress.class_name);
  if (!controller.empty()) return controller.find("nginx") != std::string_view::npos;
  const Families families = families_of(ingress);
  return families.community || families.f5 || ingress.class_name.empty() ||
         ingress.class_name.find("nginx") != std::string::npos;
}

bool is_controller_certain(const Cluster& cluster, const Ingress& ingress) {
  const std::string_view controller = cluster.controller_of_class(ingress.class_name);
  return controller == "k8s.io/ingress-nginx" || controller == "nginx.org/ingress-controller";
}

Controller controller_of(const Cluster& cluster, const Ingress& ingress) {
  if (ingress.kind == IngressKind::virtual_server) return Controller::f5;
  if (ingress.is_gateway_route()) {
    return !ingress.class_name.empty() && may_be_nginx(cluster, ingress) ? Controller::gateway_fabric
                                                                         : Controller::unknown;
  }
  const std::string_view by_class = cluster.controller_of_class(ingress.class_name);
  if (by_class == "k8s.io/ingress-nginx") return Controller::community;
  if (by_class == "nginx.org/ingress-controller") return Controller::f5;
  const Families families = families_of(ingress);
  if (families.community == families.f5) return Controller::unknown;
  return families.f5 ? Controller::f5 : Controller::community;
}

Served served_by(Controller controller, const Route& route) {
  const Manifest& manifest = *route.ingress->place.manifest;
  const Object& object = *route.ingress->place.object;
  Served result;
  result.controller = controller;
  if (controller == Controller::community) {
    const Annotation annotation = manifest.annotation(object, kBackendProtocol);
    result.decided_by = annotation.key;
    if (annotation.key == kNoNode) return result;
    result.wire = backend_protocol(manifest.yaml().scalar(annotation.value)).value_or(kHttpWire);
    return result;
  }
  const Annotation grpc = manifest.annotation(object, kGrpcServices);
  const Annotation ssl = manifest.annotation(object, kSslServices);
  const bool is_grpc = lists(manifest, grpc, route.path->service);
  const bool is_ssl = lists(manifest, ssl, route.path->service);
  result.wire = wire_of(is_grpc, is_ssl);
  if (is_ssl) result.decided_by = ssl.key;
  if (is_grpc) result.decided_by = grpc.key;
  return result;
}

Served served(const Cluster& cluster, const Route& route) {
  if (route.ingress->kind == IngressKind::virtual_server) return served_by_upstream(route);
  const Controller controller = controller_of(cluster, *route.ingress);
  if (route.ingress->is_gateway_route()) {
    const bool tls = route.tls_policy;
    const bool grpc = route.ingress->kind == IngressKind::grpc_route;
    return {controller, route.all_h2c && !tls ? kH2cWire : wire_of(grpc, tls), kNoNode};
  }
  if (controller != Controller::unknown) return served_by(controller, route);
  Served result = served_by(Controller::community, route);
  if (result.decided_by == kNoNode) result = served_by(Controller::f5, route);
  result.controller = Controller::unknown;
  return result;
}

}  // namespace stackengine::kubernetes
