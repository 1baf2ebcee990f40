#include "kubernetes/edit_probe.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "kubernetes/edit_yaml.h"

namespace stackengine::kubernetes {
namespace {

// The probe with another handler, which keeps of the old one only `port`, written as `port_text`.
std::vector<Edit> change_handler(const Placed& placed, const Probe& probe, const std::string& handler,
                                 const std::string& port_text) {
  const Manifest& manifest = *placed.manifest;
  const Yaml& yaml = manifest.yaml();
  std::vector<Edit> edits;
  if (probe.handler_key == kNoNode || probe.port.empty()) return edits;
  const Node& written = yaml.nodes[yaml.nodes[probe.handler_key].next];
  // An alias, whose anchor may serve others, or the anchor itself.
  if (written.kind != NodeKind::mapping || written.span.in(manifest.text()).substr(0, 1) == "&") return edits;
  auto key = replace_scalar(manifest, placed.source, probe.handler_key, handler);
  if (!key) return edits;
  edits.push_back(std::move(*key));
  if (written.flow) {
    edits.push_back({{placed.source, written.span}, "{port: " + port_text + "}"});
    return edits;
  }
  const std::vector<NodeId> entries = yaml.children(probe.handler_node);
  for (size_t i = 0; i + 1 < entries.size(); i += 2) {
    const bool port = yaml.scalar(entries[i]) == "port";
    const auto edit = port ? replace_scalar(manifest, placed.source, entries[i + 1], port_text)
                           : remove_entry(manifest, placed.source, probe.handler_node, entries[i]);
    if (!edit) return {};
    if (port && yaml.scalar(entries[i + 1]) == port_text) continue;
    edits.push_back(*edit);
  }
  return edits;
}

std::string text_of(const Manifest::Port& port) {
  return port.number != 0 ? std::to_string(port.number) : port.name;
}

}  // namespace

std::vector<Edit> set_scheme(const Placed& placed, const Probe& probe, const std::string& scheme) {
  const Manifest& manifest = *placed.manifest;
  if (probe.handler != ProbeHandler::http_get) return {};
  if (probe.scheme != kNoNode) {
    auto edit = replace_scalar(manifest, placed.source, probe.scheme, scheme);
    return edit ? std::vector<Edit>{std::move(*edit)} : std::vector<Edit>();
  }
  const NodeId port = manifest.yaml().find_key(probe.handler_node, "port");
  if (port == kNoNode) return {};
  return {insert_behind(manifest, placed.source, port, "scheme", scheme)};
}

std::vector<Edit> to_tcp_socket(const Placed& placed, const Probe& probe) {
  return change_handler(placed, probe, "tcpSocket", text_of(probe.port));
}

std::vector<Edit> to_grpc(const Placed& placed, const Probe& probe, int port) {
  if (port == 0) return {};
  return change_handler(placed, probe, "grpc", std::to_string(port));
}

}  // namespace stackengine::kubernetes
