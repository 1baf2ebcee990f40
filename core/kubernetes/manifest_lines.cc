#include "kubernetes/manifest_lines.h"

#include "kubernetes/manifest.h"

namespace stackengine::kubernetes {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The outermost key that a line begins with, `- ` before it left out; empty without one.
std::string_view outermost_key(std::string_view line) {
  if (line.substr(0, 2) == "- ") line.remove_prefix(2);
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.empty() || !is_letter(line[0])) return {};
  if (colon + 1 < line.size() && std::string_view(" \t\r\n").find(line[colon + 1]) == std::string_view::npos)
    return {};
  const std::string_view key = line.substr(0, colon);
  for (const char c : key) {
    if (!is_letter(c) && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' && c != '/') return {};
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

// A container's fields are shown without the rest, too.
bool is_probe(std::string_view key) {
  return key == "readinessProbe" || key == "livenessProbe" || key == "startupProbe";
}

bool begins_manifest(std::string_view line) {
  if (line[0] == '#' || line.substr(0, 2) == "{{") return true;  // what stands above the first key
  const std::string_view key = outermost_key(line);
  return is_probe(key) || key == "apiVersion" || key == "kind" || key == "metadata" ||
         line.substr(0, 3) == "---" || line.substr(0, 3) == "\xEF\xBB\xBF";
}

// A range that may be a manifest, while it is read.
struct Range {
  uint32_t start = 0;
  uint32_t end = 0;  // behind the last line that is not blank
  bool open = false;
  bool api_version = false;
  bool kind = false;
  bool body = false;  // `metadata` or `spec`
};

void finish(Range* range, std::vector<Span>* out) {
  // One of the two may be misspelt; no other format has `apiVersion` at its beginning.
  if (range->open && (range->api_version || (range->kind && range->body)))
    out->push_back({range->start, range->end});
  *range = Range();
}

}  // namespace

std::vector<Span> manifest_lines(std::string_view text) {
  std::vector<Span> found;
  Range range;
  uint32_t number = 0;
  for (size_t at = 0; at < text.size(); ++number) {
    const size_t newline = text.find('\n', at);
    const size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    std::string_view line = text.substr(at, end - at);
    at = end;
    if (number == 0 && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
    if (!range.open && begins_manifest(line)) {
      range.open = true;
      range.start = number;
    }
    if (!range.open) continue;
    if (!reads_as_yaml(line)) {
      finish(&range, &found);
      continue;
    }
    const std::string_view key = outermost_key(line);
    range.api_version = range.api_version || key == "apiVersion" || is_probe(key);
    range.kind = range.kind || key == "kind";
    range.body = range.body || key == "metadata" || key == "spec";
    if (!is_blank(line)) range.end = number + 1;
  }
  finish(&range, &found);

  const size_t first = text.find_first_not_of(" \t\r\n");
  if (found.empty() && first != std::string_view::npos && (text[first] == '{' || text[first] == '[') &&
      looks_like_manifest(text)) {
    found.push_back({0, number});
  }
  return found;
}

}  // namespace stackengine::kubernetes
