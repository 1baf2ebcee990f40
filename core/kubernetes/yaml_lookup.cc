// Reads values from the nodes, following aliases and merges.
#include <unordered_set>

#include "kubernetes/yaml.h"

namespace stackengine::kubernetes {
namespace {

constexpr std::string_view kMerge = "<<";

}  // namespace

bool is_merge(const Node& key) {
  return key.kind == NodeKind::scalar && key.style == ScalarStyle::plain && key.value == kMerge;
}

NodeId Yaml::resolved(NodeId id) const {
  return id != kNoNode && nodes[id].kind == NodeKind::alias ? nodes[id].target : id;
}

NodeId Yaml::own_key(NodeId mapping, std::string_view key) const {
  const NodeId id = resolved(mapping);
  if (id == kNoNode || nodes[id].kind != NodeKind::mapping) return kNoNode;
  NodeId found = kNoNode;
  for (NodeId child = nodes[id].first_child; child != kNoNode;) {
    const NodeId value = nodes[child].next;
    if (nodes[child].kind == NodeKind::scalar && nodes[child].value == key) found = child;
    child = value == kNoNode ? kNoNode : nodes[value].next;
  }
  return found;
}

namespace {

// The mappings that a mapping and its merges consist of, in order of precedence, itself first. Merges of
// merges are followed, up to a bound that no real manifest reaches.
std::vector<NodeId> merged_mappings(const Yaml& yaml, NodeId mapping) {
  constexpr size_t kMaxMerged = 64;
  std::vector<NodeId> found;
  std::vector<NodeId> pending = {mapping};
  while (!pending.empty() && found.size() < kMaxMerged) {
    const NodeId id = yaml.resolved(pending.back());
    pending.pop_back();
    if (id == kNoNode || yaml.nodes[id].kind != NodeKind::mapping) continue;
    found.push_back(id);
    const std::vector<NodeId> own = yaml.children(id);
    std::vector<NodeId> merged;
    for (size_t i = 0; i + 1 < own.size(); i += 2) {
      if (!is_merge(yaml.nodes[own[i]])) continue;
      const NodeId from = yaml.resolved(own[i + 1]);
      if (from == kNoNode || yaml.nodes[from].kind != NodeKind::sequence) {
        merged.push_back(from);
      } else {
        for (const NodeId one : yaml.children(from)) merged.push_back(one);
      }
    }
    pending.insert(pending.end(), merged.rbegin(), merged.rend());
  }
  return found;
}

}  // namespace

NodeId Yaml::find_key(NodeId mapping, std::string_view key) const {
  const NodeId own = own_key(mapping, key);
  if (own != kNoNode || own_key(mapping, kMerge) == kNoNode) return own;
  for (const NodeId id : merged_mappings(*this, mapping)) {
    if (const NodeId found = own_key(id, key); found != kNoNode) return found;
  }
  return kNoNode;
}

NodeId Yaml::site_of(NodeId mapping, std::string_view key) const {
  const NodeId own = own_key(mapping, key);
  if (own != kNoNode) return own;
  return find_key(mapping, key) == kNoNode ? kNoNode : own_key(mapping, kMerge);
}

std::vector<NodeId> Yaml::entries(NodeId mapping) const {
  if (own_key(mapping, kMerge) == kNoNode) return children(mapping);
  std::vector<NodeId> list;
  std::unordered_set<std::string> keys;
  for (const NodeId id : merged_mappings(*this, mapping)) {
    const std::vector<NodeId> own = children(id);
    for (size_t i = 0; i + 1 < own.size(); i += 2) {
      if (is_merge(nodes[own[i]]) || !keys.insert(nodes[own[i]].value).second) continue;
      list.insert(list.end(), {own[i], own[i + 1]});
    }
  }
  return list;
}

NodeId Yaml::find(NodeId mapping, std::string_view key) const {
  const NodeId found = find_key(mapping, key);
  return found == kNoNode ? kNoNode : nodes[found].next;
}

std::string_view Yaml::scalar(NodeId id) const {
  const NodeId node = resolved(id);
  if (node == kNoNode || nodes[node].kind != NodeKind::scalar) return {};
  return nodes[node].value;
}

std::vector<NodeId> Yaml::children(NodeId id) const {
  std::vector<NodeId> list;
  const NodeId node = resolved(id);
  if (node == kNoNode) return list;
  for (NodeId child = nodes[node].first_child; child != kNoNode; child = nodes[child].next)
    list.push_back(child);
  return list;
}

}  // namespace stackengine::kubernetes
