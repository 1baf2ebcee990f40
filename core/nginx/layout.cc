#include "nginx/layout.h"

#include <string_view>
#include <utility>

#include "text/ascii.h"

namespace stackengine::nginx {
namespace {

uint32_t line_start(std::string_view text, uint32_t offset) {
  while (offset > 0 && text[offset - 1] != '\n') --offset;
  return offset;
}

// End of the line's content: before LF or CRLF.
uint32_t line_end(std::string_view text, uint32_t offset) {
  while (offset < text.size() && text[offset] != '\n') ++offset;
  return offset > 0 && offset < text.size() && text[offset - 1] == '\r' ? offset - 1 : offset;
}

// After the spaces at `offset`.
uint32_t skip_blanks(std::string_view text, uint32_t offset) {
  while (offset < text.size() && is_blank(text[offset])) ++offset;
  return offset;
}

// Whether only spaces and a comment follow on the line.
bool ends_line(std::string_view text, uint32_t offset) {
  offset = skip_blanks(text, offset);
  if (offset < text.size() && text[offset] == '\r') ++offset;
  return offset == text.size() || text[offset] == '#' || text[offset] == '\n';
}

bool starts_line(std::string_view text, uint32_t offset) {
  while (offset > 0 && is_blank(text[offset - 1])) --offset;
  return offset == 0 || text[offset - 1] == '\n';
}

// The line end at `offset`: of its line or, on the last line, of the line before.
std::string_view newline_at(std::string_view text, uint32_t offset) {
  size_t lf = text.find('\n', offset);
  if (lf == std::string_view::npos) lf = text.rfind('\n', offset);
  return lf != std::string_view::npos && lf > 0 && text[lf - 1] == '\r' ? "\r\n" : "\n";
}

}  // namespace

Edit insert_after(const Config& config, size_t source, DirectiveId id,
                  const std::vector<std::string>& directives) {
  const std::string_view text = config.text();
  const Span span = config.directive(id).span;
  std::string inserted;
  if (!ends_line(text, span.end) || !starts_line(text, span.start)) {
    for (const std::string& directive : directives) inserted += " " + directive;
    return {{source, {span.end, span.end}}, inserted};
  }
  const uint32_t first = line_start(text, span.start);
  const std::string_view indent = text.substr(first, span.start - first);
  const std::string_view newline = newline_at(text, span.end);
  for (const std::string& directive : directives) inserted.append(newline).append(indent).append(directive);
  const uint32_t at = line_end(text, span.end);
  return {{source, {at, at}}, inserted};
}

Edit insert_first(const Config& config, size_t source, DirectiveId block, const std::string& directive) {
  const std::string_view text = config.text();
  const uint32_t open = config.directive(block).body.start;
  const uint32_t first = config.directive(block + 1).span.start;
  if (!ends_line(text, open) || !starts_line(text, first)) return {{source, {open, open}}, " " + directive};
  const uint32_t at = line_end(text, open);
  return {{source, {at, at}}, new_line_like(text, first) + directive};
}

Edit remove_span(const Config& config, size_t source, Span span) {
  const std::string_view text = config.text();
  if (starts_line(text, span.start) && ends_line(text, span.end)) {
    uint32_t end = line_end(text, span.end);
    if (end < text.size() && text[end] == '\r') ++end;
    if (end < text.size() && text[end] == '\n') ++end;
    return {{source, {line_start(text, span.start), end}}, ""};
  }
  uint32_t start = span.start;
  while (start > 0 && is_blank(text[start - 1])) --start;
  return {{source, {start, span.end}}, ""};
}

Edit remove_directive(const Config& config, size_t source, DirectiveId id) {
  return remove_span(config, source, config.directive(id).span);
}

uint32_t behind_comment(std::string_view text, uint32_t offset) {
  return ends_line(text, offset) ? line_end(text, offset) : offset;
}

std::string new_line_like(std::string_view text, uint32_t offset) {
  const uint32_t first = line_start(text, offset);
  return std::string(newline_at(text, offset)) +
         std::string(text.substr(first, skip_blanks(text, first) - first));
}

bool is_escaped(std::string_view text, uint32_t at) {
  const size_t last = text.substr(0, at).find_last_not_of('\\');
  return (at - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

Edit replace_span(size_t source, Span span, std::string text) { return {{source, span}, std::move(text)}; }

std::string quoted_if_needed(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of(" \t\r\n;{}\"'\\#") == std::string::npos;
  if (plain) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace stackengine::nginx
