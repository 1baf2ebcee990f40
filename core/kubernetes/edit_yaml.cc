#include "kubernetes/edit_yaml.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace stackengine::kubernetes {
namespace {

uint32_t line_start(std::string_view text, uint32_t offset) {
  const size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : static_cast<uint32_t>(newline + 1);
}

// The end of the content of the line at `offset`: before its LF or CR LF.
uint32_t line_end(std::string_view text, uint32_t offset) {
  const size_t newline = text.find('\n', offset);
  auto end = static_cast<uint32_t>(newline == std::string_view::npos ? text.size() : newline);
  if (newline != std::string_view::npos && end > offset && text[end - 1] == '\r') --end;
  return end;
}

std::string_view line_break(std::string_view text, uint32_t offset) {
  size_t newline = text.find('\n', offset);
  if (newline == std::string_view::npos) newline = text.find('\n');
  return newline != std::string_view::npos && newline > 0 && text[newline - 1] == '\r' ? "\r\n" : "\n";
}

// `value` as a double- or single-quoted scalar; it must not hold control bytes.
std::string quoted(const std::string& value, char quote) {
  std::string out(1, quote);
  for (const char c : value) {
    if (quote == '\'' && c == '\'') out += '\'';
    if (quote == '"' && (c == '"' || c == '\\')) out += '\\';
    out += c;
  }
  return out + quote;
}

// The end of the entry with the given key: the end of its value, or of the colon when the value is empty.
uint32_t entry_end(const Manifest& manifest, NodeId key) {
  const Yaml& yaml = manifest.yaml();
  const Node& value = yaml.nodes[yaml.nodes[key].next];
  if (value.span.end > yaml.nodes[key].span.end) return value.span.end;
  const size_t colon = manifest.text().find(':', yaml.nodes[key].span.end);
  return static_cast<uint32_t>(colon == std::string_view::npos ? yaml.nodes[key].span.end : colon + 1);
}

}  // namespace

std::optional<Edit> replace_scalar(const Manifest& manifest, size_t source, NodeId scalar,
                                   const std::string& value) {
  if (scalar == kNoNode) return std::nullopt;
  const Node& node = manifest.yaml().nodes[scalar];
  if (node.kind != NodeKind::scalar || node.span.empty() || node.shared) return std::nullopt;
  // The span begins with an anchor or a tag where there is one: without its anchor an alias is an error, and
  // with it the alias would change too.
  const char first = manifest.text()[node.span.start];
  if (first == '&' || first == '!') return std::nullopt;
  switch (node.style) {
    case ScalarStyle::plain:
      return Edit{{source, node.span}, value};
    case ScalarStyle::single_quoted:
      return Edit{{source, node.span}, quoted(value, '\'')};
    case ScalarStyle::double_quoted:
      return Edit{{source, node.span}, quoted(value, '"')};
    case ScalarStyle::literal:
    case ScalarStyle::folded:
      break;
  }
  return std::nullopt;
}

std::string in_style_of(const Node& like, const std::string& value) {
  if (!like.in_flow || like.style != ScalarStyle::double_quoted || value.empty()) return value;
  const bool literal = value == "true" || value == "false" ||
                       value.find_first_not_of("0123456789") == std::string::npos || value[0] == '"';
  if (literal) return value;
  const size_t colon = value.find(": ");
  if (value[0] != '{' || colon == std::string::npos) return quoted(value, '"');
  return "{" + quoted(value.substr(1, colon - 1), '"') + ": " +
         in_style_of(like, value.substr(colon + 2, value.size() - colon - 3)) + "}";
}

std::optional<Edit> insert_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                  const std::string& key, const std::string& value) {
  const std::string_view text = manifest.text();
  const Node& node = manifest.yaml().nodes[sibling];
  if (node.shared) return std::nullopt;
  const uint32_t end = entry_end(manifest, sibling);
  const uint32_t start = line_start(text, node.span.start);
  const std::string_view before = text.substr(start, node.span.start - start);
  if (node.in_flow) {
    // Next to its sibling, or below it if the sibling has its own line.
    const bool own_line = start > 0 && before.find_first_not_of(" \t") == std::string_view::npos;
    std::string added =
        own_line ? "," + std::string(line_break(text, start - 1)) + std::string(before) : ", ";
    added += node.style == ScalarStyle::double_quoted ? quoted(key, '"') : key;
    return Edit{{source, {end, end}}, added + ": " + in_style_of(node, value)};
  }
  const uint32_t at = line_end(text, end);
  return Edit{{source, {at, at}},
              std::string(line_break(text, at)) + std::string(node.column, ' ') + key + ": " + value};
}

std::optional<Edit> set_entry(const Manifest& manifest, size_t source, NodeId mapping, const std::string& key,
                              const std::string& value, const std::string& written, std::string_view beside) {
  const Yaml& yaml = manifest.yaml();
  const NodeId found = yaml.find_key(mapping, key);
  if (found == kNoNode) {
    const NodeId sibling = yaml.site_of(mapping, beside);
    if (sibling == kNoNode) return std::nullopt;
    return insert_behind(manifest, source, sibling, key, written);
  }
  const NodeId site = yaml.site_of(mapping, key);
  if (site != found) return insert_behind(manifest, source, site, key, written);
  return replace_scalar(manifest, source, yaml.nodes[found].next, value);
}

std::optional<Edit> insert_mapping_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                          const std::string& key, const std::string& inner,
                                          const std::string& value) {
  const std::string_view text = manifest.text();
  const Node& node = manifest.yaml().nodes[sibling];
  if (node.shared) return std::nullopt;
  const uint32_t at = line_end(text, entry_end(manifest, sibling));
  const std::string begin = std::string(line_break(text, at)) + std::string(node.column, ' ');
  const uint32_t step = node.column == 0 ? 2 : node.column;  // the step of `metadata` is that of the document
  return Edit{{source, {at, at}}, begin + key + ":" + begin + std::string(step, ' ') + inner + ": " + value};
}

std::optional<Edit> remove_item(const Manifest& manifest, size_t source, NodeId sequence, NodeId item) {
  const Yaml& yaml = manifest.yaml();
  const Node& list = yaml.nodes[yaml.resolved(sequence)];
  const Node& node = yaml.nodes[item];
  if (list.flow || node.kind == NodeKind::alias || node.span.empty() || node.shared) return std::nullopt;
  if (list.first_child == item && node.next == kNoNode) return std::nullopt;
  const std::string_view text = manifest.text();
  const uint32_t start = line_start(text, node.span.start);
  if (text.substr(start, node.span.start - start).find_first_not_of(" -") != std::string_view::npos)
    return std::nullopt;
  const size_t newline = text.find('\n', node.span.end);
  const auto end = static_cast<uint32_t>(newline == std::string_view::npos ? text.size() : newline + 1);
  return Edit{{source, {start, end}}, ""};
}

std::optional<Edit> remove_entry(const Manifest& manifest, size_t source, NodeId mapping, NodeId key) {
  const Yaml& yaml = manifest.yaml();
  const std::vector<NodeId> entries = yaml.children(mapping);
  const auto found = std::find(entries.begin(), entries.end(), key);
  if (entries.size() <= 2 || found == entries.end() || yaml.nodes[key].shared) return std::nullopt;
  const std::string_view text = manifest.text();
  const Node& node = yaml.nodes[key];
  // Removing an anchor would break its aliases.
  if (yaml.nodes[node.next].span.in(text).substr(0, 1) == "&") return std::nullopt;
  const uint32_t end = entry_end(manifest, key);
  if (node.in_flow) {
    // With the comma after it or, for the last one, the comma before it.
    size_t comma = text.find_first_not_of(" \t", end);
    if (comma != std::string_view::npos && text[comma] == ',') {
      comma = std::min(text.find_first_not_of(" \t\r\n", comma + 1), text.size());
      return Edit{{source, {node.span.start, static_cast<uint32_t>(comma)}}, ""};
    }
    const size_t before = text.rfind(',', node.span.start);
    return Edit{{source, {static_cast<uint32_t>(before), end}}, ""};
  }
  uint32_t start = line_start(text, node.span.start);
  if (text.substr(start, node.span.start - start).find('-') != std::string_view::npos) {
    // The first entry of a sequence item: the next one moves to its place after the `- `.
    if (found + 2 == entries.end()) return std::nullopt;
    return Edit{{source, {node.span.start, yaml.nodes[*(found + 2)].span.start}}, ""};
  }
  const size_t newline = text.find('\n', end);
  if (newline == std::string_view::npos) {
    if (start > 0) --start;
    return Edit{{source, {start, static_cast<uint32_t>(text.size())}}, ""};
  }
  return Edit{{source, {start, static_cast<uint32_t>(newline + 1)}}, ""};
}

}  // namespace stackengine::kubernetes
