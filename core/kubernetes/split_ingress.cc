#include "kubernetes/split_ingress.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "kubernetes/controller.h"
#include "kubernetes/edit_yaml.h"

namespace stackengine::kubernetes {
namespace {

const YamlDocument* document_of(const Placed& placed) {
  for (const YamlDocument& document : placed.manifest->yaml().documents) {
    if (document.root == placed.object->root) return &document;
  }
  return nullptr;
}

// Removes the paths for which `goes` holds, and rules that become empty. nullopt when that is
// not possible with whole lines.
template <typename Predicate>
std::optional<std::vector<Edit>> remove_paths(const Ingress& ingress, Predicate goes) {
  const Manifest& manifest = *ingress.place.manifest;
  const Yaml& yaml = manifest.yaml();
  const NodeId rules = manifest.path(ingress.place.object->root, {"spec", "rules"});
  std::vector<Edit> edits;
  size_t rules_left = 0;
  for (const NodeId rule : yaml.children(rules)) {
    const NodeId paths = manifest.path(rule, {"http", "paths"});
    const std::vector<NodeId> items = yaml.children(paths);
    const size_t going = static_cast<size_t>(std::count_if(items.begin(), items.end(), goes));
    if (going < items.size()) ++rules_left;
    if (going == 0) continue;
    if (going == items.size()) {
      auto edit = remove_item(manifest, ingress.place.source, rules, rule);
      if (!edit) return std::nullopt;
      edits.push_back(std::move(*edit));
      continue;
    }
    for (const NodeId item : items) {
      if (!goes(item)) continue;
      auto edit = remove_item(manifest, ingress.place.source, paths, item);
      if (!edit) return std::nullopt;
      edits.push_back(std::move(*edit));
    }
  }
  if (rules_left == 0) return std::nullopt;
  return edits;
}

}  // namespace

Split split_ingress(const Ingress& ingress, const std::vector<const IngressPath*>& moved,
                    const std::string& suffix, std::optional<Edit> annotation) {
  const Placed& placed = ingress.place;
  const Manifest& manifest = *placed.manifest;
  const Yaml& yaml = manifest.yaml();
  const YamlDocument* document = document_of(placed);
  if (yaml.nodes[placed.object->root].flow) return {{}, "the Ingress is JSON or in flow style"};
  if (document == nullptr) return {{}, "the Ingress is an item of a List"};
  if (manifest.path(placed.object->root, {"spec", "defaultBackend"}) != kNoNode)
    return {{}, "both halves would have the default backend"};
  const std::string_view text = document->span.in(manifest.text());
  if (text.find('&') != std::string_view::npos) return {{}, "a copy would repeat the anchors"};
  constexpr const char* kLines = "the paths are not on separate lines";
  if (text.find("\n...") != std::string_view::npos || moved.empty()) return {{}, kLines};

  std::vector<NodeId> nodes;
  nodes.reserve(moved.size());
  for (const IngressPath* path : moved) nodes.push_back(path->node);
  std::sort(nodes.begin(), nodes.end());
  const auto moves = [&](NodeId id) { return std::binary_search(nodes.begin(), nodes.end(), id); };
  auto edits = remove_paths(ingress, moves);
  auto copy_edits = remove_paths(ingress, [&](NodeId id) { return !moves(id); });
  const NodeId metadata = yaml.find(placed.object->root, "metadata");
  auto name =
      replace_scalar(manifest, placed.source, yaml.find(metadata, "name"), placed.object->name + suffix);
  if (!edits || !copy_edits || !name || !annotation) return {{}, kLines};
  // An annotation may be inserted directly after the name.
  copy_edits->push_back(std::move(*name));
  copy_edits->push_back(std::move(*annotation));

  for (Edit& edit : *copy_edits) {
    edit.place.span.start -= document->span.start;
    edit.place.span.end -= document->span.start;
  }
  std::string copy = apply_edits(text, std::move(*copy_edits));
  const bool crlf = text.find("\r\n") != std::string_view::npos;
  const std::string newline = crlf ? "\r\n" : "\n";
  if (copy.substr(0, 3) != "---") copy = "---" + newline + copy;
  if (text.empty() || text.back() != '\n') {
    copy = newline + copy;
  } else if (document->span.end < manifest.text().size() && (copy.empty() || copy.back() != '\n')) {
    copy += newline;
  }
  edits->push_back({{placed.source, {document->span.end, document->span.end}}, std::move(copy)});
  return {std::move(*edits), ""};
}

}  // namespace stackengine::kubernetes
