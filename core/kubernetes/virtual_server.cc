#include "kubernetes/virtual_server.h"

#include <map>
#include <utility>

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

  std::map<std::string_view, std::pair<NodeId, bool>> upstreams;  // by name; whether something passes to it
  const std::vector<NodeId> nodes = yaml.children(yaml.find(spec, "upstreams"));
  for (const NodeId node : nodes) upstreams[yaml.scalar(node, "name")] = {yaml.resolved(node), false};
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
    const auto found = upstreams.find(name);
    if (found == upstreams.end()) return;
    found->second.second = true;
    add(yaml.resolved(route), found->second.first, path);
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
  for (const NodeId node : nodes) {
    const auto& upstream = upstreams[yaml.scalar(node, "name")];
    if (!upstream.second && upstream.first == yaml.resolved(node)) add(kNoNode, upstream.first, "");
  }
  return server;
}

}  // namespace stackengine::kubernetes
