#include "kubernetes/edit_probe.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "kubernetes/edit_yaml.h"

namespace stackengine::kubernetes {
namespace {

// The probe with another handler, which keeps only `port` of the old one, written as `port_text`.
std::vector<Edit> change_handler(const Placed& placed, const Probe& probe, const std::string& handler,
                                 const std::string& port_text) {
  const Manifest& manifest = *placed.manifest;
  const Yaml& yaml = manifest.yaml();
  std::vector<Edit> edits;
  if (probe.handler_key == kNoNode || probe.port.empty()) return edits;
  const Node& written = yaml.nodes[yaml.nodes[probe.handler_key].next];
  // An alias, whose anchor may have other aliases, or the anchor itself.
  if (written.kind != NodeKind::mapping || written.span.in(manifest.text()).substr(0, 1) == "&") return edits;
  auto key = replace_scalar(manifest, placed.source, probe.handler_key, handler);
  if (!key) return edits;
  edits.push_back(std::move(*key));
  if (written.flow) {
    const std::string handler_text = "{port: " + port_text + "}";
    edits.push_back(
        {{placed.source, written.span}, in_style_of(yaml.nodes[probe.handler_key], handler_text)});
    return edits;
  }
  if (yaml.site_of(probe.handler_node, "<<") != kNoNode) return {};  // fields that would stay
  const std::vector<NodeId> entries = yaml.children(probe.handler_node);
  for (size_t i = 0; i + 1 < entries.size(); i += 2) {
    const bool port = yaml.scalar(entries[i]) == "port";
    auto edit = port ? replace_scalar(manifest, placed.source, entries[i + 1], port_text)
                     : remove_entry(manifest, placed.source, probe.handler_node, entries[i]);
    if (!edit) return {};
    if (port && probe.port.number == 0) edit->text = port_text;  // a number has no quotes, as the name may
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
  auto edit = set_entry(manifest, placed.source, probe.handler_node, "scheme", scheme, scheme, "port");
  return edit ? std::vector<Edit>{std::move(*edit)} : std::vector<Edit>();
}

std::vector<Edit> write_out(const Placed& placed, const Probe& probe) {
  const Manifest& manifest = *placed.manifest;
  const Yaml& yaml = manifest.yaml();
  const std::string_view text = manifest.text();
  constexpr std::pair<std::string_view, std::string_view> kFields[] = {
      {"initialDelaySeconds", "5"}, {"periodSeconds", "10"}, {"failureThreshold", "3"}};
  std::vector<Edit> edits = set_scheme(placed, probe, "HTTP");
  if (edits.empty() || probe.scheme != kNoNode || yaml.nodes[probe.handler_key].in_flow) return {};
  std::string added;
  for (const auto& [name, value] : kFields) {
    if (yaml.find_key(probe.node, name) != kNoNode) return {};
    auto edit =
        insert_behind(manifest, placed.source, probe.handler_key, std::string(name), std::string(value));
    if (!edit) return {};
    added += edit->text;
  }
  // After the comments at the end of the handler mapping.
  uint32_t at = edits[0].place.span.start;
  if (yaml.nodes[probe.handler_node].flow)
    at = static_cast<uint32_t>(std::min(text.find('\n', at), text.size()));
  for (size_t next = text.find('\n', at); next != std::string_view::npos;) {
    const size_t first = text.find_first_not_of(' ', next + 1);
    const uint32_t column = yaml.nodes[probe.handler_key].column;
    if (first == std::string_view::npos || text[first] != '#' || first - next - 1 <= column) break;
    next = text.find('\n', first);
    at = static_cast<uint32_t>(std::min(next, text.size()));
  }
  if (at > 0 && at < text.size() && text[at - 1] == '\r') --at;
  if (at == edits[0].place.span.start) {
    edits[0].text += added;
  } else {
    edits.push_back({{placed.source, {at, at}}, std::move(added)});
  }
  return edits;
}

std::vector<Edit> to_tcp_socket(const Placed& placed, const Probe& probe) {
  return change_handler(placed, probe, "tcpSocket", text_of(probe.port));
}

std::vector<Edit> to_grpc(const Placed& placed, const Probe& probe, int port) {
  if (port == 0) return {};
  return change_handler(placed, probe, "grpc", std::to_string(port));
}

}  // namespace stackengine::kubernetes
