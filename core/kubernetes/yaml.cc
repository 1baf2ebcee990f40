#include "kubernetes/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace stackengine::kubernetes {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Merges another mapping into its own (yaml.org/type/merge.html); Kubernetes' reader follows it.
constexpr std::string_view kMerge = "<<";

bool is_merge(const Node& key) {
  return key.kind == NodeKind::scalar && key.style == ScalarStyle::plain && key.value == kMerge;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Code points → bytes for marks that mostly go forward.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {}

  uint32_t at(size_t index) {
    while (index_ < index && byte_ < text_.size()) forward();
    while (index_ > index && byte_ > 0) {
      --byte_;
      if (!is_continuation(text_[byte_])) --index_;
    }
    return static_cast<uint32_t>(byte_);
  }

 private:
  void forward() {
    ++byte_;
    while (byte_ < text_.size() && is_continuation(text_[byte_])) ++byte_;
    ++index_;
  }

  std::string_view text_;
  size_t index_ = 0;
  size_t byte_ = 0;
};

// Reads one document of a stream, which begins at `base` of the whole text.
class DocumentReader {
 public:
  DocumentReader(std::string_view text, uint32_t base, Yaml* out)
      : text_(text), base_(base), offsets_(text), out_(out) {
    ready_ = yaml_parser_initialize(&parser_) != 0;
    if (!ready_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~DocumentReader() {
    if (ready_) yaml_parser_delete(&parser_);
  }
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;

  // The root; kNoNode after an error, which is in the output then.
  NodeId read() {
    while (ready_) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) return fail_as_libyaml_says();
      const bool more = take(event);
      yaml_event_delete(&event);
      if (!more) break;
    }
    mark_shared();
    return failed_ ? kNoNode : root_;
  }

 private:
  struct Open {
    NodeId id;
    NodeId last_child = kNoNode;
    bool expects_value = false;  // of a mapping: a key has come, its value not yet
    bool anchored = false;
    uint64_t expanded = 1;  // nodes of it, aliases counted as what they stand for
    std::unordered_set<std::string> keys;
  };

  struct Anchor {
    uint64_t expanded = 0;  // nodes of it, aliases counted as what they stand for
    NodeId end = kNoNode;   // behind its last node: nodes stand in the order of the text
    bool used = false;
  };

  Span span_of(const yaml_event_t& event) {
    const uint32_t start = offsets_.at(event.start_mark.index);
    return {start, std::max(start, offsets_.at(event.end_mark.index))};
  }

  NodeId fail(uint32_t offset, std::string message) {
    out_->errors.push_back({base_ + offset, std::move(message), false});
    failed_ = true;
    return kNoNode;
  }

  NodeId fail_as_libyaml_says() {
    std::string message = parser_.problem == nullptr ? "out of memory" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR)
      return fail(static_cast<uint32_t>(parser_.problem_offset), message);
    if (parser_.context != nullptr) message += std::string(" ") + parser_.context;
    return fail(offsets_.at(parser_.problem_mark.index), message);
  }

  bool take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        scalar(event);
        break;
      case YAML_ALIAS_EVENT:
        alias(event);
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(NodeKind::sequence, event, event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
             event.data.sequence_start.anchor);
        break;
      case YAML_MAPPING_START_EVENT:
        open(NodeKind::mapping, event, event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
             event.data.mapping_start.anchor);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close(event);
        break;
      case YAML_STREAM_END_EVENT:
        return false;
      default:
        break;
    }
    return !failed_;
  }

  void scalar(const yaml_event_t& event) {
    Node node;
    node.kind = NodeKind::scalar;
    const auto& data = event.data.scalar;
    node.value.assign(reinterpret_cast<const char*>(data.value), data.length);
    switch (data.style) {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        node.style = ScalarStyle::single_quoted;
        break;
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        node.style = ScalarStyle::double_quoted;
        break;
      case YAML_LITERAL_SCALAR_STYLE:
        node.style = ScalarStyle::literal;
        break;
      case YAML_FOLDED_SCALAR_STYLE:
        node.style = ScalarStyle::folded;
        break;
      default:
        node.style = ScalarStyle::plain;
    }
    node.span = span_of(event);
    if (node.style == ScalarStyle::literal || node.style == ScalarStyle::folded) trim(&node.span);
    const NodeId id = add(std::move(node), event, data.anchor);
    if (data.anchor != nullptr) read_anchors_[id] = {1, id + 1, false};
    if (!open_.empty()) ++open_.back().expanded;
  }

  void alias(const yaml_event_t& event) {
    Node node;
    node.kind = NodeKind::alias;
    node.value = reinterpret_cast<const char*>(event.data.alias.anchor);
    const auto found = anchors_.find(node.value);
    if (found != anchors_.end()) node.target = target_of(event, found->second);
    node.span = span_of(event);
    add(std::move(node), event, nullptr);
  }

  // Readers follow aliases, so what they stand for counts as if it were written out; beyond a budget they are
  // not followed.
  NodeId target_of(const yaml_event_t& event, NodeId target) {
    const auto anchor = read_anchors_.find(target);
    if (anchor == read_anchors_.end()) return kNoNode;  // an anchor inside of itself
    constexpr uint64_t kBudget = 100000;
    alias_work_ += anchor->second.expanded;
    anchor->second.used = true;
    if (alias_work_ <= kBudget) {
      if (!open_.empty()) open_.back().expanded += anchor->second.expanded;
      return target;
    }
    fail(offsets_.at(event.start_mark.index), "aliases that stand for more than 100000 nodes");
    return kNoNode;
  }

  void open(NodeKind kind, const yaml_event_t& event, bool flow, const unsigned char* anchor) {
    if (open_.size() >= kMaxYamlDepth) {
      fail(offsets_.at(event.start_mark.index),
           "nested deeper than " + std::to_string(kMaxYamlDepth) + " levels");
      return;
    }
    Node node;
    node.kind = kind;
    node.flow = flow;
    node.span = span_of(event);
    const NodeId id = add(std::move(node), event, anchor);
    Open opened;
    opened.id = id;
    opened.anchored = anchor != nullptr;
    open_.push_back(std::move(opened));
  }

  void close(const yaml_event_t& event) {
    Node& node = out_->nodes[open_.back().id];
    node.span.end = base_ + offsets_.at(event.end_mark.index);
    // A block's end mark stands at the next token, behind blank lines and comments.
    const NodeId last = open_.back().last_child;
    if (!node.flow && last != kNoNode) node.span.end = out_->nodes[last].span.end;
    const uint64_t expanded = open_.back().expanded;
    if (open_.back().anchored)
      read_anchors_[open_.back().id] = {expanded, static_cast<NodeId>(out_->nodes.size()), false};
    open_.pop_back();
    if (!open_.empty()) open_.back().expanded += expanded;
  }

  // What is marked is no more than what aliases stand for, which has a budget.
  void mark_shared() {
    for (const auto& [start, anchor] : read_anchors_) {
      for (NodeId id = start; anchor.used && id < anchor.end; ++id) out_->nodes[id].shared = true;
    }
  }

  // A block scalar's end mark stands behind the blank lines that follow it.
  void trim(Span* span) const {
    uint32_t end = span->end;
    while (end > span->start && (text_[end - 1] == ' ' || text_[end - 1] == '\t' || text_[end - 1] == '\r' ||
                                 text_[end - 1] == '\n')) {
      --end;
    }
    span->end = end;
  }

  NodeId add(Node node, const yaml_event_t& event, const unsigned char* anchor) {
    node.column = column_of(node.span.start);
    node.span.start += base_;
    node.span.end += base_;
    const auto id = static_cast<NodeId>(out_->nodes.size());
    if (anchor != nullptr) anchors_[reinterpret_cast<const char*>(anchor)] = id;
    if (open_.empty()) {
      root_ = id;
    } else {
      node.in_flow = out_->nodes[open_.back().id].flow;
      attach(id, node, event);
    }
    out_->nodes.push_back(std::move(node));
    return id;
  }

  void attach(NodeId id, const Node& node, const yaml_event_t& event) {
    Open& parent = open_.back();
    if (parent.last_child == kNoNode) {
      out_->nodes[parent.id].first_child = id;
    } else {
      out_->nodes[parent.last_child].next = id;
    }
    parent.last_child = id;
    if (out_->nodes[parent.id].kind != NodeKind::mapping) return;
    if (!parent.expects_value && node.kind == NodeKind::scalar && !is_merge(node) &&
        !parent.keys.insert(node.value).second) {
      out_->errors.push_back({base_ + offsets_.at(event.start_mark.index),
                              "duplicate key \"" + node.value.substr(0, 64) + "\"", true});
    }
    parent.expects_value = !parent.expects_value;
  }

  // Nodes come in the order of their places, so each byte is looked at once.
  uint32_t column_of(uint32_t offset) {
    if (offset < scanned_) line_start_ = scanned_ = 0;
    for (; scanned_ < offset; ++scanned_) {
      if (text_[scanned_] == '\n') line_start_ = scanned_ + 1;
    }
    return offset - line_start_;
  }

  std::string_view text_;
  uint32_t base_;
  ByteOffsets offsets_;
  Yaml* out_;
  yaml_parser_t parser_;
  uint32_t line_start_ = 0;
  uint32_t scanned_ = 0;
  bool ready_ = false;
  bool failed_ = false;
  NodeId root_ = kNoNode;
  std::vector<Open> open_;
  std::unordered_map<std::string, NodeId> anchors_;
  std::unordered_map<NodeId, Anchor> read_anchors_;  // nodes that are read to their end
  uint64_t alias_work_ = 0;
};

bool begins_document(std::string_view line) {
  return line.substr(0, 3) == "---" && (line.size() == 3 || line.find_first_of(" \t\r\n", 3) == 3);
}

// Start offsets of the documents of a stream. JSON objects below one another are documents, too: `}` and then
// `{` cannot stand in one.
std::vector<uint32_t> document_starts(std::string_view text, const std::vector<uint32_t>& breaks) {
  std::vector<uint32_t> starts;
  size_t at = text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
  starts.push_back(static_cast<uint32_t>(at));
  auto next_break = breaks.begin();
  bool json = false;   // the document begins with `{`
  bool begun = false;  // it has a line that is not empty
  char last = 0;       // of the line before that is not empty, its last character
  while (at < text.size()) {
    const size_t newline = text.find('\n', at);
    const std::string_view line = text.substr(at, newline == std::string_view::npos ? newline : newline - at);
    while (next_break != breaks.end() && *next_break < at) ++next_break;
    const bool broken = next_break != breaks.end() && *next_break == at;
    const bool another = json && last == '}' && line.substr(0, 1) == "{";
    if (at != starts.front() && (broken || another || begins_document(line))) {
      starts.push_back(static_cast<uint32_t>(at));
      begun = false;
    }
    const size_t end = line.find_last_not_of(" \t\r");
    if (end != std::string_view::npos && line[0] != '#' && line.substr(0, 3) != "---") {
      if (!begun) json = line[0] == '{';
      begun = true;
      last = line[end];
    }
    if (newline == std::string_view::npos) break;
    at = newline + 1;
  }
  return starts;
}

}  // namespace

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

// The mappings that one and its merges are made of, itself first, what comes first counting first. Merges of
// merges are followed, within a bound that no manifest meets.
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

Yaml parse_yaml(std::string_view text, const std::vector<uint32_t>& breaks) {
  Yaml yaml;
  const std::vector<uint32_t> starts = document_starts(text, breaks);
  for (size_t i = 0; i < starts.size(); ++i) {
    const uint32_t end = i + 1 < starts.size() ? starts[i + 1] : static_cast<uint32_t>(text.size());
    YamlDocument document;
    document.span = {starts[i], end};
    document.root = DocumentReader(document.span.in(text), starts[i], &yaml).read();
    yaml.documents.push_back(document);
  }
  return yaml;
}

namespace {

// What stands between the braces of a template action; a flow mapping in a flow mapping (`{{a: b}}`) is none.
bool is_action(std::string_view action) {
  const size_t first = action.find_first_not_of("- \t");
  if (first == std::string_view::npos) return false;
  const std::string_view word = action.substr(first);
  return word[0] == '.' || word[0] == '$' || word.substr(0, 2) == "/*" || word.substr(0, 3) == "end" ||
         word.substr(0, 4) == "else" ||
         (word.find(' ') != std::string_view::npos && word.find(": ") == word.npos);
}

// Objects and functions that only the templates of Helm have.
bool is_helms(std::string_view action) {
  for (const std::string_view word :
       {".Values", ".Release", ".Chart", ".Capabilities", ".Files", "include "}) {
    if (action.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// Where a value or a line begins; what stands elsewhere is part of a scalar.
bool begins_value(std::string_view before) {
  const size_t last = before.find_last_not_of(" \t");
  return last == std::string_view::npos ||
         std::string_view(":-,[{").find(before[last]) != std::string_view::npos;
}

size_t comment_start(std::string_view line) {
  for (size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return at;
  }
  return line.size();
}

bool has_action(std::string_view line, bool reads) {
  for (size_t at = line.find("{{"); at != std::string_view::npos;) {
    const size_t stop = line.find('}', at + 2);
    if (stop == std::string_view::npos) return false;
    const std::string_view action = line.substr(at + 2, stop - at - 2);
    if (line.substr(stop, 2) == "}}" && is_action(action) &&
        (!reads || is_helms(action) || begins_value(line.substr(0, at))))
      return true;
    at = line.find("{{", stop);
  }
  return false;
}

}  // namespace

bool is_template(std::string_view document, bool reads) {
  for (size_t start = 0; start < document.size();) {
    const size_t newline = std::min(document.find('\n', start), document.size());
    const std::string_view line = document.substr(start, newline - start);
    if (has_action(reads ? line.substr(0, comment_start(line)) : line, reads)) return true;
    start = newline + 1;
  }
  return false;
}

}  // namespace stackengine::kubernetes
