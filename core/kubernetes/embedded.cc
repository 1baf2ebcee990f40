#include "kubernetes/embedded.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/characters.h"

namespace stackengine::kubernetes {
namespace {

// Keys of annotations, and of the ConfigMaps of both controllers, that hold nginx code. ModSecurity rules are
// not nginx code.
bool is_snippet_key(std::string_view key) {
  if (ends_with(key, "modsecurity-snippet")) return false;
  return ends_with(key, "-snippet") || ends_with(key, "-snippets");
}

// Whether a file in a ConfigMap is for nginx and not for another program with `.conf` files.
bool looks_like_nginx(std::string_view value) {
  if (value.find(';') == std::string_view::npos) return false;
  constexpr std::string_view kSigns[] = {"server {",  "server{",           "location ",  "proxy_pass ",
                                         "upstream ", "worker_processes ", "grpc_pass ", "listen "};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return value.find(sign) != std::string_view::npos; });
}

// The lines of a literal block without their indentation; false if that is unclear.
bool read_block(std::string_view text, Span span, Embedded* out) {
  const size_t header_end = text.find('\n', span.start);
  if (header_end == std::string_view::npos || header_end >= span.end) return false;
  const std::string_view header = text.substr(span.start, header_end - span.start);
  if (header.find_first_of("0123456789") < header.find('#')) return false;  // indentation given as a number
  size_t at = header_end + 1;
  const size_t first = text.find_first_not_of(" \r\n", at);
  const size_t line = text.rfind('\n', first) + 1;
  if (first == std::string_view::npos || first >= span.end) return false;
  out->indentation = text.substr(line, first - line);
  const size_t width = out->indentation.size();
  while (at < span.end) {
    const size_t newline = text.find('\n', at);
    const size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    size_t start = at;
    while (start < end && start - at < width && text[start] == ' ') ++start;
    const auto from = static_cast<uint32_t>(start);
    const auto code = static_cast<uint32_t>(out->code.text.size());
    out->code.runs.push_back({code, from});
    out->code.text += text.substr(start, end - start);
    at = end;
  }
  return true;
}

// A scalar on one line whose bytes are its value.
bool read_line(std::string_view text, const Node& node, Embedded* out) {
  Span span = node.span;
  if (node.style != ScalarStyle::plain) {
    ++span.start;
    --span.end;
  }
  if (span.empty() || span.in(text) != node.value || node.value.find('\n') != std::string::npos) return false;
  out->code.runs.push_back({0, span.start});
  out->code.text = node.value;
  return true;
}

uint32_t manifest_offset(const Embedded& embedded, uint32_t offset) {
  const auto& runs = embedded.code.runs;
  const auto behind = std::upper_bound(runs.begin(), runs.end(), offset,
                                       [](uint32_t wanted, const Run& run) { return wanted < run.at; });
  const Run& run = *(behind - 1);
  return run.start + (offset - run.at);
}

// Turns newlines and the blanks after them into one blank, for a scalar on one line; nullopt for text that
// its style cannot hold unchanged.
std::optional<std::string> on_one_line(const std::string& text, ScalarStyle style) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (blank && !out.empty() && out.back() == ' ') continue;
    if (c == '\\' || (style != ScalarStyle::double_quoted && c == '\'') ||
        (style != ScalarStyle::single_quoted && c == '"') || c == '#' ||
        (style == ScalarStyle::plain && c == ':')) {
      return std::nullopt;
    }
    out += blank ? ' ' : c;
  }
  return out;
}

}  // namespace

std::vector<Embedded> embedded_nginx(const Manifest& manifest) {
  std::vector<Embedded> list;
  const Yaml& yaml = manifest.yaml();
  std::vector<bool> seen(yaml.nodes.size());  // aliases lead to the same scalar again
  const auto add = [&](NodeId key, NodeId value, bool file) {
    const Node& node = yaml.nodes[value];
    if (seen[value]) return;
    seen[value] = true;
    const std::string_view name = yaml.scalar(key);
    if (node.kind != NodeKind::scalar || (file ? !looks_like_nginx(node.value) : node.value.empty())) return;
    Embedded embedded;
    embedded.style = node.style;
    embedded.shared = node.shared;
    embedded.code.name = name;
    if (node.style == ScalarStyle::folded) return;
    const bool read = node.style == ScalarStyle::literal ? read_block(manifest.text(), node.span, &embedded)
                                                         : read_line(manifest.text(), node, &embedded);
    if (read) list.push_back(std::move(embedded));
  };
  for (const Object& object : manifest.objects()) {
    for (const Annotation& annotation : manifest.annotations(object)) {
      if (is_snippet_key(yaml.scalar(annotation.key))) add(annotation.key, annotation.value, false);
    }
    if (object.kind == "ConfigMap") {
      const std::vector<NodeId> data = yaml.entries(yaml.find(object.root, "data"));
      for (size_t i = 0; i + 1 < data.size(); i += 2) {
        const std::string_view key = yaml.scalar(data[i]);
        const bool snippet = is_snippet_key(key);
        if (snippet || ends_with(key, ".conf") || ends_with(key, ".template") || key == "default")
          add(data[i], data[i + 1], !snippet);
      }
    }
    if (object.kind != "VirtualServer" && object.kind != "VirtualServerRoute") continue;
    // `http-snippets` and `server-snippets` of the whole, `location-snippets` of each route (F5,
    // pkg/apis/configuration/v1/types.go).
    const auto add_snippet = [&](NodeId mapping, std::string_view name) {
      const NodeId key = yaml.find_key(mapping, name);
      if (key != kNoNode) add(key, yaml.nodes[key].next, false);
    };
    const NodeId spec = yaml.find(object.root, "spec");
    add_snippet(spec, "http-snippets");
    add_snippet(spec, "server-snippets");
    for (const std::string_view routes : {"routes", "subroutes"}) {
      for (const NodeId route : yaml.children(yaml.find(spec, routes)))
        add_snippet(route, "location-snippets");
    }
  }
  return list;
}

Span to_manifest(const Embedded& embedded, Span span) {
  const uint32_t end =
      span.end == 0 ? manifest_offset(embedded, 0) : manifest_offset(embedded, span.end - 1) + 1;
  if (span.empty()) return {end, end};
  return {manifest_offset(embedded, span.start), end};
}

std::optional<Edit> to_manifest(const Embedded& embedded, const Edit& edit) {
  if (embedded.shared) return std::nullopt;
  const Span span = edit.place.span;
  const std::string& code = embedded.code.text;
  if (embedded.style != ScalarStyle::literal) {
    auto text = on_one_line(edit.text, embedded.style);
    if (!text) return std::nullopt;
    return Edit{{0, to_manifest(embedded, span)}, std::move(*text)};
  }
  // Each end maps to the place after the indentation, so added text needs the indentation of the line
  // after each of its line ends. After the last line there is none.
  const auto size = static_cast<uint32_t>(code.size());
  const bool at_end = span.end == size && !code.empty() && code.back() == '\n';
  const bool line_start = span.start == 0 || code[span.start - 1] == '\n';
  Edit out;
  const uint32_t last = size == 0 ? manifest_offset(embedded, 0) : manifest_offset(embedded, size - 1) + 1;
  out.place.span.end = span.end == size ? last : manifest_offset(embedded, span.end);
  out.place.span.start = span.start == size ? last : manifest_offset(embedded, span.start);
  const bool whole_lines = at_end && line_start && (edit.text.empty() || edit.text.back() == '\n');
  if (whole_lines && span.start < size) {
    // The indentation of the first line is also removed, or added with the text.
    const auto run = std::find_if(embedded.code.runs.begin(), embedded.code.runs.end(),
                                  [&](const Run& one) { return one.at == span.start; });
    if (run == embedded.code.runs.end() || code[span.start] == '\n') return std::nullopt;
    out.place.span.start -= static_cast<uint32_t>(embedded.indentation.size());
  }
  if (line_start && at_end && !edit.text.empty() && (whole_lines || span.start == size))
    out.text = embedded.indentation;
  for (size_t i = 0; i < edit.text.size(); ++i) {
    out.text += edit.text[i];
    const bool ends = i + 1 == edit.text.size();
    const bool blank_line = !ends && (edit.text[i + 1] == '\n' || edit.text[i + 1] == '\r');
    if (edit.text[i] == '\n' && !blank_line && !(ends && at_end)) out.text += embedded.indentation;
  }
  return out;
}

}  // namespace stackengine::kubernetes
