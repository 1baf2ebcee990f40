#include "kubernetes/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace stackengine::kubernetes {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Converts code points to bytes, for marks that mostly move forward.
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

  // The root; kNoNode after an error, which is then in the output.
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
    uint64_t expanded = 1;  // number of nodes, with aliases expanded
    std::unordered_set<std::string> keys;
  };

  struct Anchor {
    uint64_t expanded = 0;  // number of nodes, with aliases expanded
    NodeId end = kNoNode;   // after its last node: nodes are in the order of the text
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

  // Readers follow aliases, so they count as if expanded; beyond a budget they are
  // not followed.
  NodeId target_of(const yaml_event_t& event, NodeId target) {
    const auto anchor = read_anchors_.find(target);
    if (anchor == read_anchors_.end()) return kNoNode;  // an anchor inside itself
    constexpr uint64_t kBudget = 100000;
    alias_work_ += anchor->second.expanded;
    anchor->second.used = true;
    if (alias_work_ <= kBudget) {
      if (!open_.empty()) open_.back().expanded += anchor->second.expanded;
      return target;
    }
    fail(offsets_.at(event.start_mark.index), "aliases that expand to more than 100000 nodes");
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
    // The end mark of a block is at the next token, after blank lines and comments.
    const NodeId last = open_.back().last_child;
    if (!node.flow && last != kNoNode) node.span.end = out_->nodes[last].span.end;
    const uint64_t expanded = open_.back().expanded;
    if (open_.back().anchored)
      read_anchors_[open_.back().id] = {expanded, static_cast<NodeId>(out_->nodes.size()), false};
    open_.pop_back();
    if (!open_.empty()) open_.back().expanded += expanded;
  }

  // This marks no more nodes than aliases expand to, which has a budget.
  void mark_shared() {
    for (const auto& [start, anchor] : read_anchors_) {
      for (NodeId id = start; anchor.used && id < anchor.end; ++id) out_->nodes[id].shared = true;
    }
  }

  // The end mark of a block scalar is after the blank lines that follow it.
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

  // Nodes are in the order of their places, so each byte is read once.
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

// Start offsets of the documents of a stream. Consecutive JSON objects are documents too: `}` followed by
// `{` cannot be in one.
std::vector<uint32_t> document_starts(std::string_view text, const std::vector<uint32_t>& breaks) {
  std::vector<uint32_t> starts;
  size_t at = text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
  starts.push_back(static_cast<uint32_t>(at));
  auto next_break = breaks.begin();
  bool json = false;   // the document begins with `{`
  bool begun = false;  // it has a line that is not empty
  char last = 0;       // the last character of the previous line that is not empty
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

}  // namespace stackengine::kubernetes
