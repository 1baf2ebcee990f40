#include "kubernetes/manifest.h"

namespace stackengine::kubernetes {
namespace {

// Whether `key` occurs as a key: at the start of a line, after blanks, `- ` or `{` and quote of JSON, or
// after `{` or `,` within a line, as in JSON without line breaks.
bool has_key(std::string_view text, std::string_view key) {
  for (size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const size_t behind = at + key.size();
    const size_t colon = text.substr(behind, 1) == "\"" ? behind + 1 : behind;
    if (text.substr(colon, 1) != ":") continue;
    constexpr size_t kLongestIndentation = 64;  // the longest look-back, so that the search stays linear
    const size_t from = at > kLongestIndentation ? at - kLongestIndentation : 0;
    const size_t newline = at == 0 ? std::string_view::npos : text.substr(from, at - from).rfind('\n');
    const size_t before = text.substr(from, at - from).find_last_not_of(" \"");
    if (before != std::string_view::npos && (text[from + before] == '{' || text[from + before] == ','))
      return true;
    if (newline == std::string_view::npos && from > 0) continue;
    const size_t start = newline == std::string_view::npos ? 0 : from + newline + 1;
    if (text.substr(start, at - start).find_first_not_of(" -{\"\xEF\xBB\xBF[,") == std::string_view::npos)
      return true;
  }
  return false;
}

// Whether a document is a part of a container, as articles and questions show it.
bool is_container(const Yaml& yaml, NodeId root) {
  return yaml.find_key(root, "readinessProbe") != kNoNode ||
         yaml.find_key(root, "livenessProbe") != kNoNode || yaml.find_key(root, "startupProbe") != kNoNode;
}

}  // namespace

bool looks_like_manifest(std::string_view text) {
  return has_key(text, "apiVersion") && has_key(text, "kind");
}

Manifest::Manifest(std::string_view text, const std::vector<uint32_t>& breaks)
    : text_(text), yaml_(parse_yaml(text, breaks)) {
  for (const YamlDocument& document : yaml_.documents) {
    if (is_template(document.span.in(text), document.root != kNoNode)) {
      templates_.push_back(document.span);
      continue;
    }
    if (document.root == kNoNode) continue;
    const std::string_view kind = yaml_.scalar(document.root, "kind");
    const bool list = kind.size() >= 4 && kind.substr(kind.size() - 4) == "List";
    if (!list) {
      add(document.root);
      continue;
    }
    for (const NodeId item : yaml_.children(yaml_.find(document.root, "items"))) add(item);
  }
}

void Manifest::add(NodeId root) {
  std::string_view kind = yaml_.scalar(root, "kind");
  if (kind.empty() && is_container(yaml_, root)) kind = kContainerKind;
  if (kind.empty()) return;
  Object object;
  object.root = yaml_.resolved(root);
  object.kind = kind;
  object.api_version = yaml_.scalar(root, "apiVersion");
  const NodeId metadata = yaml_.find(root, "metadata");
  object.name = yaml_.scalar(metadata, "name");
  object.name_space = yaml_.scalar(metadata, "namespace");
  if (object.name_space.empty()) object.name_space = "default";
  objects_.push_back(std::move(object));
}

NodeId Manifest::without_kind() const {
  if (!objects_.empty() || !templates_.empty()) return kNoNode;
  for (const YamlDocument& document : yaml_.documents) {
    if (document.root == kNoNode || yaml_.nodes[document.root].kind != NodeKind::mapping) continue;
    return yaml_.find_key(document.root, "kind") == kNoNode ? document.root : kNoNode;
  }
  return kNoNode;
}

Annotation Manifest::annotation(const Object& object, std::string_view name) const {
  const NodeId all = path(object.root, {"metadata", "annotations"});
  const NodeId key = yaml_.find_key(all, name);
  return key == kNoNode ? Annotation{} : Annotation{key, yaml_.nodes[key].next};
}

std::vector<Annotation> Manifest::annotations(const Object& object) const {
  const std::vector<NodeId> nodes = yaml_.entries(path(object.root, {"metadata", "annotations"}));
  std::vector<Annotation> list;
  for (size_t i = 0; i + 1 < nodes.size(); i += 2) list.push_back({nodes[i], nodes[i + 1]});
  return list;
}

NodeId Manifest::path(NodeId from, std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) from = yaml_.find(from, key);
  return from;
}

Manifest::Port Manifest::port(NodeId id) const {
  Port port;
  const std::string_view value = yaml_.scalar(id);
  if (value.empty()) return port;
  const bool number = value.size() <= 5 && value.find_first_not_of("0123456789") == std::string_view::npos;
  if (!number) {
    port.name = value;
    return port;
  }
  for (const char c : value) port.number = port.number * 10 + (c - '0');
  return port;
}

}  // namespace stackengine::kubernetes
