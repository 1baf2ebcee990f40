#include "kubernetes/virtual_server.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stackengine::kubernetes {

Ingress read_virtual_server(const Placed& place) {
  const Manifest& manifest = *place.manifest;
  const Yaml& yaml = manifest.yaml();
  const NodeId spec = yaml.find(place.object->root, "spec");
  const bool whole = place.object->kind == "VirtualServer";
  Ingress server;
  server.kind = IngressKind::virtual_server;
  server.place = place;
  server.tls = !whole || yaml.find(spec, "tls") != kNoNode;

  const std::vector<NodeId> nodes = yaml.children(yaml.find(spec, "upstreams"));
  std::vector<bool> used(nodes.size());
  std::unordered_map<std::string, size_t> by_name;
  for (size_t i = 0; i < nodes.size(); ++i) by_name[std::string(yaml.scalar(nodes[i], "name"))] = i;
  const auto add = [&](NodeId node, NodeId upstream, std::string_view text) {
    IngressPath path;
    path.node = node;
    path.upstream = upstream;
    path.host = yaml.scalar(spec, "host");
    path.path = text;
    path.service_name = yaml.find(upstream, "service");
    path.service = yaml.scalar(path.service_name);
    path.port_node = yaml.find(upstream, "port");
    path.port = manifest.port(path.port_node);
    if (!path.service.empty()) server.paths.push_back(std::move(path));
  };
  const auto pass = [&](NodeId route, NodeId action, std::string_view path) {
    std::string_view name = yaml.scalar(action, "pass");
    if (name.empty()) name = yaml.scalar(manifest.path(action, {"proxy", "upstream"}));
    const auto found = by_name.find(std::string(name));
    if (found == by_name.end()) return;
    used[found->second] = true;
    add(yaml.resolved(route), yaml.resolved(nodes[found->second]), path);
  };
  for (const NodeId route : yaml.children(yaml.find(spec, whole ? "routes" : "subroutes"))) {
    const std::string_view path = yaml.scalar(route, "path");
    const auto passes = [&](NodeId from) {
      pass(route, yaml.find(from, "action"), path);
      for (const NodeId split : yaml.children(yaml.find(from, "splits")))
        pass(route, yaml.find(split, "action"), path);
    };
    passes(route);
    for (const NodeId match : yaml.children(yaml.find(route, "matches"))) passes(match);
  }
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (!used[i]) add(kNoNode, yaml.resolved(nodes[i]), "");
  }
  return server;
}

}  // namespace stackengine::kubernetes
