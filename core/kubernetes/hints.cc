#include "kubernetes/hints.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "diagnosis/quoted.h"

namespace stackengine::kubernetes {
namespace {

std::optional<Protocol> by_app_protocol(std::string_view value) {
  constexpr std::pair<std::string_view, Protocol> kValues[] = {{"http", Protocol::http1},
                                                               {"https", Protocol::http1_tls},
                                                               {"grpc", Protocol::grpc},
                                                               {"kubernetes.io/grpc", Protocol::grpc},
                                                               {"kubernetes.io/h2c", Protocol::h2c},
                                                               {"kubernetes.io/ws", Protocol::http1},
                                                               {"kubernetes.io/wss", Protocol::http1_tls}};
  for (const auto& [name, protocol] : kValues) {
    if (name == value) return protocol;
  }
  return std::nullopt;
}

std::optional<Protocol> by_port_name(std::string_view name) {
  if (is_named_grpc_web(name)) return Protocol::http1;
  const std::string_view word = name.substr(0, name.find('-'));
  constexpr std::pair<std::string_view, Protocol> kWords[] = {{"http", Protocol::http1},
                                                              {"https", Protocol::http1_tls},
                                                              {"grpc", Protocol::grpc},
                                                              {"grpcs", Protocol::grpc_tls},
                                                              {"h2c", Protocol::h2c}};
  for (const auto& [known, protocol] : kWords) {
    if (known == word) return protocol;
  }
  return std::nullopt;
}

Place place_of(const Placed& placed, NodeId node) {
  return {placed.source, placed.manifest->yaml().nodes[node].span};
}

// Whether one of the words of a name, between dashes, is `word`.
bool has_word(std::string_view name, std::string_view word) {
  while (!name.empty()) {
    const size_t dash = std::min(name.find('-'), name.size());
    if (name.substr(0, dash) == word) return true;
    name.remove_prefix(std::min(dash + 1, name.size()));
  }
  return false;
}

// `/package.Service` or `/package.Service/Method`: a gRPC path (gRPC over HTTP/2, "Path").
bool is_grpc_path(std::string_view path) {
  if (path.size() < 4 || path[0] != '/') return false;
  const std::string_view service = path.substr(1, path.find('/', 1) - 1);
  const size_t dot = service.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < service.size() && service[dot + 1] >= 'A' &&
         service[dot + 1] <= 'Z';
}

}  // namespace

bool is_named_grpc_web(std::string_view name) {
  constexpr std::string_view kName = "grpc-web";  // rides on HTTP/1.1
  return name.substr(0, kName.size()) == kName && (name.size() == kName.size() || name[kName.size()] == '-');
}

std::vector<Hint> port_hints(const Route& route) {
  std::vector<Hint> hints;
  const ServicePort* port = route.port;
  if (port == nullptr) return hints;
  const Placed& service = route.service->place;
  const Yaml& yaml = service.manifest->yaml();
  if (const auto protocol = by_app_protocol(port->app_protocol_value)) {
    hints.push_back({*protocol, "the Service port has " + quoted("appProtocol: " + port->app_protocol_value),
                     place_of(service, port->app_protocol)});
  }
  if (const auto protocol = by_port_name(port->name)) {
    hints.push_back({*protocol, "the Service port is named " + quoted(port->name),
                     place_of(service, yaml.find(port->node, "name"))});
  }
  if (route.container == nullptr) return hints;
  for (const ContainerPort& one : route.container->ports) {
    const auto protocol = by_port_name(one.name);
    if (one.number != route.container_port || !protocol) continue;
    hints.push_back({*protocol, "the container port is named " + quoted(one.name),
                     place_of(route.workload->place, one.node)});
  }
  return hints;
}

std::vector<Hint> all_hints(const Route& route) {
  std::vector<Hint> hints = port_hints(route);
  const Placed& ingress = route.ingress->place;
  const IngressPath& path = *route.path;
  const Place service = place_of(ingress, path.service_name);
  if (is_grpc_path(path.path)) {
    hints.push_back(
        {Protocol::grpc, "the path " + quoted(path.path) + " is that of a gRPC service", service});
  }
  const int number = route.container_port != 0 ? route.container_port : path.port.number;
  if (number == 50051) hints.push_back({Protocol::grpc, "50051 is the conventional port of gRPC", service});
  if (has_word(path.service, "grpc") && path.service.find("grpc-web") == std::string::npos)
    hints.push_back({Protocol::grpc, "the Service is named " + quoted(path.service), service});
  for (const std::string_view word : {"rest", "web", "http", "frontend", "ui"}) {
    if (has_word(path.service, word))
      hints.push_back({Protocol::http1, "the Service is named " + quoted(path.service), service});
  }
  if (number == 80 || number == 8080)
    hints.push_back({Protocol::http1, std::to_string(number) + " is a conventional port of HTTP", service});
  return hints;
}

}  // namespace stackengine::kubernetes
