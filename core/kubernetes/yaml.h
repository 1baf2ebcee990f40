// YAML with spans: what a manifest says, and where in the bytes it says it. Read by libyaml; never written by
// it, because edits splice the original text.
//
// Documents of a stream are read one by one (a `---` at the start of a line always begins one, YAML 1.2.2
// section 9.1.2), so a mistake in one leaves the others readable. Aliases are not expanded: cost is linear in
// the text. libyaml's marks count code points, not bytes, and leave out a BOM; a block scalar's end mark
// passes the blank lines behind it (facts/kubernetes.md section 5): spans here are bytes, without those.
#ifndef STACKENGINE_KUBERNETES_YAML_H_
#define STACKENGINE_KUBERNETES_YAML_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::kubernetes {

enum class NodeKind : uint8_t { scalar, sequence, mapping, alias };
enum class ScalarStyle : uint8_t { plain, single_quoted, double_quoted, literal, folded };

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

struct Node {
  NodeKind kind = NodeKind::scalar;
  ScalarStyle style = ScalarStyle::plain;
  bool flow = false;     // a collection in `[]` or `{}`
  bool in_flow = false;  // an entry of one
  bool shared = false;   // part of an anchor that an alias stands for: an edit here would change both places
  Span span;             // quotes, brackets and a block scalar's `|` included; empty for an empty value
  uint32_t column =
      0;  // of its first byte, 0-based, in bytes; that of the first key or `-` of a block collection
  NodeId first_child = kNoNode;  // of a mapping: key, value, key, value, …
  NodeId next = kNoNode;         // the next child of the same parent
  NodeId target = kNoNode;  // of an alias: the node that it stands for; kNoNode when no such anchor was seen
  std::string value;        // of a scalar, escapes resolved; of an alias, its name
};

// Whether a key merges another mapping into its own (yaml.org/type/merge.html), as Kubernetes' reader does.
bool is_merge(const Node& key);

struct YamlError {
  uint32_t offset = 0;
  std::string message;     // "did not find expected key"
  bool duplicate = false;  // a duplicate key, which Kubernetes' own reader passes over
};

struct YamlDocument {
  Span span;              // from its first line to the next `---`
  NodeId root = kNoNode;  // kNoNode for an empty document or one with an error
};

struct Yaml {
  std::vector<Node> nodes;
  std::vector<YamlDocument> documents;
  std::vector<YamlError> errors;  // at most one a document, and one for each duplicate key

  // The node that `id` stands for: itself, or an alias's target.
  NodeId resolved(NodeId id) const;

  // The value of `key` in a mapping; kNoNode when `mapping` is none or lacks it. The last one of duplicate
  // keys, as Kubernetes reads them; then what `<<` merges into the mapping (YAML 1.1, "merge").
  NodeId find(NodeId mapping, std::string_view key) const;
  // The key's own node, which stands elsewhere when it is merged.
  NodeId find_key(NodeId mapping, std::string_view key) const;
  // Where a new entry of the mapping may be put: the key itself when it stands in the mapping, else the `<<`
  // that brings it.
  NodeId site_of(NodeId mapping, std::string_view key) const;

  // Keys and values in turn, as children() has them, with what `<<` merges in the place of `<<`.
  std::vector<NodeId> entries(NodeId mapping) const;

  // The scalar's value; empty for anything else.
  std::string_view scalar(NodeId id) const;
  std::string_view scalar(NodeId mapping, std::string_view key) const { return scalar(find(mapping, key)); }

  // Children of a sequence, or keys and values of a mapping in turn; empty for anything else.
  std::vector<NodeId> children(NodeId id) const;

 private:
  NodeId own_key(NodeId mapping, std::string_view key) const;
};

// Deeper nesting is refused with an error.
inline constexpr uint32_t kMaxYamlDepth = 200;

// `breaks`: offsets, ascending, that begin a document whatever stands there. Linear in the text.
Yaml parse_yaml(std::string_view text, const std::vector<uint32_t>& breaks = {});

// Whether a document holds template actions of Helm or a like tool (`{{ .Values.x }}`), so that it is no YAML
// yet. `reads`: it parses. Then an action in a comment is none, and one inside a scalar only when it is
// Helm's: `{{ $labels.instance }}` in a string belongs to somebody else.
bool is_template(std::string_view document, bool reads);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_YAML_H_
