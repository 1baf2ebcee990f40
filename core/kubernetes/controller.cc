#include "kubernetes/controller.h"

#include <algorithm>

namespace stackengine::kubernetes {
namespace {

constexpr LegFacts kLegs[] = {
    {Leg::http, "HTTP", "proxy_pass http://", "http", "HTTP/1.1 without TLS"},
    {Leg::https, "HTTPS", "proxy_pass https://", "https", "HTTP over TLS"},
    {Leg::auto_http, "AUTO_HTTP", "proxy_pass $scheme://", "", ""},
    {Leg::grpc, "GRPC", "grpc_pass grpc://", "grpc", "gRPC without TLS"},
    {Leg::grpcs, "GRPCS", "grpc_pass grpcs://", "grpcs", "gRPC over TLS"},
    {Leg::fcgi, "FCGI", "fastcgi_pass ", "fastcgi", ""},
    {Leg::h2c, "", "proxy_pass http://", "http", "HTTP/2 without TLS"},
};

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

Leg leg_of(bool grpc, bool tls) {
  if (grpc) return tls ? Leg::grpcs : Leg::grpc;
  return tls ? Leg::https : Leg::http;
}

// By the upstream's `type` and `tls`; upper case is refused, but says what is meant.
Served served_by_upstream(const Route& route) {
  const Manifest& manifest = *route.ingress->place.manifest;
  const NodeId type = manifest.yaml().find(route.path->upstream, "type");
  const NodeId tls = manifest.path(route.path->upstream, {"tls", "enable"});
  const bool on = manifest.yaml().scalar(tls) == "true";
  return {Controller::f5, leg_of(same_without_case(manifest.yaml().scalar(type), "GRPC"), on),
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

const LegFacts& facts_of(Leg leg) {
  return *std::find_if(std::begin(kLegs), std::end(kLegs),
                       [leg](const LegFacts& one) { return one.leg == leg; });
}

std::optional<Leg> backend_protocol(std::string_view value) {
  for (const LegFacts& one : kLegs) {
    if (!value.empty() && same_without_case(value, one.name)) return one.leg;
  }
  return std::nullopt;
}

bool fits(Leg leg, Protocol protocol) {
  switch (leg) {
    case Leg::http:
      return protocol == Protocol::http1;
    case Leg::https:  // a peer that offers HTTP/2 over TLS negotiates HTTP/1.1 too
      return protocol == Protocol::http1_tls || protocol == Protocol::h2_tls;
    case Leg::grpc:
    case Leg::h2c:
      return protocol == Protocol::grpc || protocol == Protocol::h2c;
    case Leg::grpcs:
      return protocol == Protocol::grpc_tls || protocol == Protocol::h2_tls;
    case Leg::auto_http:
      return protocol == Protocol::http1 || protocol == Protocol::http1_tls;
    case Leg::fcgi:
      break;
  }
  return false;
}

Leg leg_for(Protocol protocol) {
  switch (protocol) {
    case Protocol::http1:
      return Leg::http;
    case Protocol::http1_tls:
    case Protocol::h2_tls:
      return Leg::https;
    case Protocol::grpc_tls:
      return Leg::grpcs;
    case Protocol::grpc:
    case Protocol::h2c:
      break;
  }
  return Leg::grpc;
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
    result.leg = backend_protocol(manifest.yaml().scalar(annotation.value)).value_or(Leg::http);
    return result;
  }
  const Annotation grpc = manifest.annotation(object, kGrpcServices);
  const Annotation ssl = manifest.annotation(object, kSslServices);
  const bool is_grpc = lists(manifest, grpc, route.path->service);
  const bool is_ssl = lists(manifest, ssl, route.path->service);
  result.leg = leg_of(is_grpc, is_ssl);
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
    return {controller, route.all_h2c && !tls ? Leg::h2c : leg_of(grpc, tls), kNoNode};
  }
  if (controller != Controller::unknown) return served_by(controller, route);
  Served result = served_by(Controller::community, route);
  if (result.decided_by == kNoNode) result = served_by(Controller::f5, route);
  result.controller = Controller::unknown;
  return result;
}

}  // namespace stackengine::kubernetes
