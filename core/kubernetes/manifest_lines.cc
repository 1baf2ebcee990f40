#include "kubernetes/manifest_lines.h"

#include <algorithm>

#include "kubernetes/manifest.h"
#include "text/ascii.h"

namespace stackengine::kubernetes {
namespace {

// The outermost key that a line begins with, `- ` before it left out; empty without one. Kubernetes has none
// in upper case: `Name:` and the like are what `kubectl describe` prints, or a label.
std::string_view outermost_key(std::string_view line) {
  if (line.substr(0, 2) == "- ") line.remove_prefix(2);
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || line[0] < 'a' || line[0] > 'z') return {};
  if (colon + 1 < line.size() && std::string_view(" \t\r\n").find(line[colon + 1]) == std::string_view::npos)
    return {};
  const std::string_view key = line.substr(0, colon);
  for (const char c : key) {
    if (!is_alpha(c) && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' && c != '/') return {};
  }
  return key;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool reads_as_yaml(std::string_view line) {
  if (is_blank(line) || line[0] == ' ' || line[0] == '\t' || line[0] == '#') return true;
  if (line.substr(0, 2) == "{{") return true;  // an action of a template
  if (line[0] == '-' && (line.size() == 1 || line[1] == ' ' || line.substr(0, 3) == "---")) return true;
  return !outermost_key(line).empty();
}

// The fields of a container are also shown without the rest.
bool is_probe(std::string_view key) {
  return key == "readinessProbe" || key == "livenessProbe" || key == "startupProbe";
}

bool begins_manifest(std::string_view line) {
  if (line[0] == '#' || line.substr(0, 2) == "{{") return true;  // what is above the first key
  const std::string_view key = outermost_key(line);
  return is_probe(key) || key == "apiVersion" || key == "kind" || key == "metadata" ||
         line.substr(0, 3) == "---" || line.substr(0, 3) == "\xEF\xBB\xBF";
}

// A range that may be a manifest, while it is read.
struct Range {
  uint32_t start = 0;
  uint32_t end = 0;  // after the last line that is not blank
  bool open = false;
  bool bare = true;  // comments and separators so far
  bool api_version = false;
  bool kind = false;
  bool body = false;  // `metadata` or `spec`
};

void finish(Range* range, std::vector<Span>* out) {
  // One of the two may be misspelt; no other format begins with `apiVersion`.
  if (range->open && (range->api_version || (range->kind && range->body)))
    out->push_back({range->start, range->end});
  *range = Range();
}

// The blanks and the three marks of a Markdown fence; empty for any other line.
std::string_view fence_of(std::string_view line) {
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view mark = line.substr(blanks, 3);
  return mark == "```" || mark == "~~~" ? line.substr(0, blanks + 3) : std::string_view();
}

// The end of the JSON value that begins at `at`, if nothing follows it on its last line; npos without
// one.
size_t json_end(std::string_view text, size_t at) {
  size_t depth = 0;
  bool in_string = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"' || c == '\n') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c != '}' && c != ']') continue;
    if (depth == 0) return std::string_view::npos;
    if (--depth > 0) continue;
    const size_t end = std::min(text.find('\n', at), text.size());
    return is_blank(text.substr(at + 1, end - at - 1)) ? end : std::string_view::npos;
  }
  return std::string_view::npos;
}

// The end of the lines from `at` that may be JSON with a missing or an extra part.
size_t damaged_json_end(std::string_view text, size_t at) {
  const size_t key = text.find_first_not_of("{[ \t\r\n", at);
  if (key == std::string_view::npos || text[key] != '"') return at;
  size_t end = std::min(text.find('\n', at), text.size());
  while (end + 1 < text.size() &&
         std::string_view("{}[]\", \t\r\n").find(text[end + 1]) != std::string_view::npos)
    end = std::min(text.find('\n', end + 1), text.size());
  return end;
}

// Reads numbered lines in order.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool next() {
    at_ = end_;
    if (at_ >= text_.size()) return false;
    const size_t newline = text_.find('\n', at_);
    end_ = newline == std::string_view::npos ? text_.size() : newline + 1;
    ++number_;
    return true;
  }
  // As if all lines up to the one that holds `offset` had been read.
  void skip_to(size_t offset) {
    while (end_ <= offset && next()) {
    }
  }

  std::string_view line() const { return text_.substr(at_, end_ - at_); }
  size_t start() const { return at_; }
  uint32_t number() const { return number_ - 1; }

 private:
  std::string_view text_;
  size_t at_ = 0;
  size_t end_ = 0;
  uint32_t number_ = 0;
};

}  // namespace

std::vector<Span> manifest_lines(std::string_view text) {
  std::vector<Span> found;
  Range range;
  std::string_view fence;  // the last one before the range
  bool json = text.find("\"apiVersion\"") != std::string_view::npos;
  for (Lines lines(text); lines.next();) {
    std::string_view line = lines.line();
    if (lines.number() == 0 && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
    // `{{` begins an action of a template.
    if (json && line.substr(0, 2) != "{{" && (line[0] == '{' || line[0] == '[')) {
      const uint32_t first = range.open && range.bare ? range.start : lines.number();
      finish(&range, &found);
      const size_t start = lines.start() + (lines.line().size() - line.size());
      const size_t whole = json_end(text, start);
      json = whole != std::string_view::npos;  // searched once, so that hostile text stays linear
      const size_t end = json ? whole : damaged_json_end(text, start);
      const bool manifest = looks_like_manifest(text.substr(start, end - start));
      if (json || manifest) lines.skip_to(end - 1);
      if (manifest) found.push_back({first, lines.number() + 1});
      if (json || manifest) continue;
    }
    const std::string_view mark = fence_of(line);
    if (!range.open && !mark.empty()) fence = mark;
    if (!range.open && !line.empty() && begins_manifest(line)) {
      range.open = true;
      range.start = lines.number();
    }
    if (!range.open) continue;
    // The enclosing fence, which would be part of the YAML if it were indented.
    if (!reads_as_yaml(line) || (!fence.empty() && mark == fence)) {
      fence = {};
      finish(&range, &found);
      continue;
    }
    const std::string_view key = outermost_key(line);
    range.bare = range.bare && (is_blank(line) || line[0] == '#' || line.substr(0, 3) == "---");
    range.api_version = range.api_version || key == "apiVersion" || is_probe(key);
    range.kind = range.kind || key == "kind";
    range.body = range.body || key == "metadata" || key == "spec";
    if (!is_blank(line)) range.end = lines.number() + 1;
  }
  finish(&range, &found);
  return found;
}

bool is_other_yaml(std::string_view text) {
  size_t keys = 0;
  bool nested = false;
  for (Lines lines(text); lines.next();) {
    if (!reads_as_yaml(lines.line())) return false;
    if (!outermost_key(lines.line()).empty()) ++keys;
    nested = nested || (keys > 0 && lines.line()[0] == ' ' && !is_blank(lines.line()));
  }
  if (keys == 0 || (keys < 2 && !nested)) return false;
  const Yaml yaml = parse_yaml(text);
  return yaml.errors.empty() &&
         std::all_of(yaml.documents.begin(), yaml.documents.end(), [&](const auto& one) {
           return one.root == kNoNode || yaml.nodes[one.root].kind == NodeKind::mapping;
         });
}

bool is_description(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text.substr(first, 7) != "Name:  ") return false;
  return text.find("\nNamespace:  ", first) != std::string_view::npos;
}

std::vector<Span> indentation_of_manifests(std::string_view text) {
  std::vector<Span> spans;
  std::vector<Span> columns;  // of the run of lines that are indented at least as its first one
  size_t width = 0;           // of that; 0: no run is open
  bool manifest = false;      // it holds `apiVersion`
  bool below_gap = true;
  bool below_key = false;  // what is indented below a key belongs to it
  const auto close = [&] {
    if (manifest) spans.insert(spans.end(), columns.begin(), columns.end());
    columns.clear();
    width = 0;
    manifest = false;
  };
  for (Lines lines(text); lines.next();) {
    const std::string_view line = lines.line();
    if (is_blank(line)) {
      below_gap = true;
      continue;
    }
    const size_t blanks = line.find_first_not_of(' ');
    const std::string_view body = line.substr(blanks);
    const bool fence = !fence_of(body).empty();
    if (width > 0 && (blanks < width || fence)) close();
    if (width == 0 && blanks > 0 && below_gap && !below_key && !fence && begins_manifest(body))
      width = blanks;
    if (width > 0) {
      const auto start = static_cast<uint32_t>(lines.start());
      columns.push_back({start, start + static_cast<uint32_t>(width)});
      manifest = manifest || (blanks == width && outermost_key(body) == "apiVersion");
    } else {
      below_key = blanks > 0 ? below_key : !outermost_key(line).empty();
    }
    below_gap = fence;
  }
  close();
  return spans;
}

}  // namespace stackengine::kubernetes
