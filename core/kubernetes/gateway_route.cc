#include "kubernetes/gateway_route.h"

namespace stackengine::kubernetes {
namespace {

// The path of the first match of a rule; the other matches lead to the same backends.
std::string path_of(const Manifest& manifest, NodeId rule, bool grpc) {
  const Yaml& yaml = manifest.yaml();
  const NodeId matches = yaml.resolved(yaml.find(rule, "matches"));
  const NodeId match = matches == kNoNode ? kNoNode : yaml.nodes[matches].first_child;
  if (grpc) {
    const NodeId method = yaml.find(match, "method");
    const std::string_view service = yaml.scalar(method, "service");
    return service.empty() ? "/"
                           : "/" + std::string(service) + "/" + std::string(yaml.scalar(method, "method"));
  }
  const std::string_view value = yaml.scalar(manifest.path(match, {"path", "value"}));
  return value.empty() ? "/" : std::string(value);
}

}  // namespace

Ingress read_gateway_route(const Placed& place) {
  const Manifest& manifest = *place.manifest;
  const Yaml& yaml = manifest.yaml();
  const NodeId spec = yaml.find(place.object->root, "spec");
  const bool grpc = place.object->kind == "GRPCRoute";
  Ingress route;
  route.kind = grpc ? IngressKind::grpc_route : IngressKind::http_route;
  route.place = place;
  const std::vector<NodeId> hosts = yaml.children(yaml.find(spec, "hostnames"));
  for (const NodeId rule : yaml.children(yaml.find(spec, "rules"))) {
    IngressPath path;
    path.node = yaml.resolved(rule);
    if (hosts.size() == 1) path.host = yaml.scalar(hosts.front());
    path.path = path_of(manifest, rule, grpc);
    for (const NodeId backend : yaml.children(yaml.find(rule, "backendRefs"))) {
      const std::string_view kind = yaml.scalar(backend, "kind");
      path.service_name = yaml.find(backend, "name");
      path.service = yaml.scalar(path.service_name);
      if (path.service.empty() || (!kind.empty() && kind != "Service")) continue;
      path.name_space = yaml.scalar(backend, "namespace");
      path.port_node = yaml.find(backend, "port");
      path.port = manifest.port(path.port_node);
      route.paths.push_back(path);
    }
  }
  return route;
}

std::pair<std::string, std::string> gateway_of(const Ingress& route) {
  if (!route.is_gateway_route()) return {};
  const Manifest& manifest = *route.place.manifest;
  const Yaml& yaml = manifest.yaml();
  const NodeId parents = yaml.resolved(manifest.path(route.place.object->root, {"spec", "parentRefs"}));
  const NodeId parent = parents == kNoNode ? kNoNode : yaml.nodes[parents].first_child;
  const std::string_view name_space = yaml.scalar(parent, "namespace");
  return {name_space.empty() ? route.place.object->name_space : std::string(name_space),
          std::string(yaml.scalar(parent, "name"))};
}

bool takes_app_protocol(const Route& route) {
  constexpr std::string_view kPrefix = "kubernetes.io/";
  if (route.port == nullptr) return true;
  const std::string_view value = route.port->app_protocol_value;
  if (value.substr(0, kPrefix.size()) != kPrefix || value == kH2c) return true;
  if (route.ingress->kind != IngressKind::http_route) return false;
  return value == "kubernetes.io/ws" || (value == "kubernetes.io/wss" && route.tls_policy);
}

}  // namespace stackengine::kubernetes
