// YAML with spans: the content of a manifest, and its byte positions. Read by libyaml, but never written by
// it, because edits splice the original text.
//
// Documents of a stream are read one by one (a `---` at the start of a line always begins one, YAML 1.2.2
// section 9.1.2), so a mistake in one leaves the others readable. Aliases are not expanded: cost is linear in
// the text. libyaml's marks count code points, not bytes, and leave out a BOM; a block scalar's end mark
// passes the blank lines behind it (facts/kubernetes.md section 5): spans here are bytes, without those.
#pragma once

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
  bool shared = false;   // part of an anchor with an alias: an edit would change both places
  Span span;             // including quotes, brackets and the `|` of a block scalar; empty for an empty value
  uint32_t column =
      0;  // of its first byte, 0-based, in bytes; that of the first key or `-` of a block collection
  NodeId first_child = kNoNode;  // of a mapping: key, value, key, value, …
  NodeId next = kNoNode;         // the next child of the same parent
  NodeId target = kNoNode;       // of an alias: its node; kNoNode when the anchor is unknown
  std::string value;             // of a scalar, escapes resolved; of an alias, its name
};

// Whether a key merges another mapping into its own (yaml.org/type/merge.html), as Kubernetes' reader does.
bool is_merge(const Node& key);

struct YamlError {
  uint32_t offset = 0;
  std::string message;     // "did not find expected key"
  bool duplicate = false;  // a duplicate key, which the reader of Kubernetes ignores
};

struct YamlDocument {
  Span span;              // from its first line to the next `---`
  NodeId root = kNoNode;  // kNoNode for an empty document or one with an error
};

struct Yaml {
  std::vector<Node> nodes;
  std::vector<YamlDocument> documents;
  std::vector<YamlError> errors;  // at most one a document, and one for each duplicate key

  // `id` itself, or the target of an alias.
  NodeId resolved(NodeId id) const;

  // The value of `key` in a mapping; kNoNode when `mapping` is none or lacks it. The last one of duplicate
  // keys, as Kubernetes reads them; then what `<<` merges into the mapping (YAML 1.1, "merge").
  NodeId find(NodeId mapping, std::string_view key) const;
  // The node of the key, which is elsewhere when it is merged.
  NodeId find_key(NodeId mapping, std::string_view key) const;
  // Where a new entry of the mapping can be inserted: the key itself if it is in the mapping, otherwise the
  // `<<` that brings it.
  NodeId site_of(NodeId mapping, std::string_view key) const;

  // Alternating keys and values, like children(), with `<<` replaced by what it merges.
  std::vector<NodeId> entries(NodeId mapping) const;

  // The value of a scalar; empty for anything else.
  std::string_view scalar(NodeId id) const;
  std::string_view scalar(NodeId mapping, std::string_view key) const { return scalar(find(mapping, key)); }

  // The children of a sequence, or the alternating keys and values of a mapping; empty for anything else.
  std::vector<NodeId> children(NodeId id) const;

 private:
  NodeId own_key(NodeId mapping, std::string_view key) const;
};

// Deeper nesting is an error.
inline constexpr uint32_t kMaxYamlDepth = 200;

// `breaks`: ascending offsets that always begin a document. Linear in the text.
Yaml parse_yaml(std::string_view text, const std::vector<uint32_t>& breaks = {});

// Whether a document holds template actions of Helm or a similar tool (`{{ .Values.x }}`), so that it is not
// YAML yet. `reads`: it parses. Then an action in a comment does not count, and one in a scalar counts only
// if it is from Helm: `{{ $labels.instance }}` in a string belongs to another tool.
bool is_template(std::string_view document, bool reads);

}  // namespace stackengine::kubernetes
