// Lines → entries, in one pass. An entry is read once the next line is known.
#include <utility>

#include "error_log/entry_fields.h"
#include "error_log/entry_head.h"
#include "error_log/error_log.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

// Fields that copying left in the middle of a line. Each has its separator, so that no key of a YAML file
// matches.
constexpr std::string_view kInnerFields[] = {", client: ", ", server: ", ", request: \"", ", upstream: \"",
                                             ", host: \""};

bool holds_inner_field(std::string_view line) {
  for (std::string_view field : kInnerFields) {
    const size_t at = line.find(field);
    // A variable is a log_format: nginx writes values.
    if (at != std::string_view::npos && line.substr(at + field.size(), 1) != "$") return true;
  }
  return false;
}

// A line after one that ends in a comma, or between a key and its value. Log text does not have the bytes
// that mark a directive.
bool may_follow_cut(std::string_view line) {
  return !line.empty() && !starts_with(line, "~~~") && line.find_first_of(";{}#`") == std::string_view::npos;
}

struct OpenEntry {
  Entry entry;
  size_t message = 0;
  bool cut = false;  // its last line ends where more must follow
};

bool ends_cut(std::string_view line) {
  line = trim(line);
  return !line.empty() && (line.back() == ',' || line.back() == ':');
}

void close(std::string_view text, std::optional<OpenEntry>& open, std::vector<Entry>& entries) {
  if (!open) return;
  read_fields(text, open->message, open->entry);
  entries.push_back(std::move(open->entry));
  open.reset();
}

}  // namespace

bool continues_entry(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.front() == '#' || line.front() == '\'' || line.front() == '"') return false;
  if (line.back() == ';' || line.back() == '{') return false;
  if (const auto field = match_field(line, 0)) return line.substr(field->value, 1) != "$";
  return holds_inner_field(line);
}

std::vector<Entry> parse(std::string_view text, Span range) {
  std::vector<Entry> entries;
  std::optional<OpenEntry> open;
  for (size_t start = range.start; start < range.end;) {
    const size_t newline = text.substr(0, range.end).find('\n', start);
    const size_t next = newline == std::string_view::npos ? range.end : newline + 1;
    size_t end = newline == std::string_view::npos ? range.end : newline;
    if (next > end && end > start && text[end - 1] == '\r') --end;
    const std::string_view line = text.substr(start, end - start);

    if (const auto head = find_entry_head(line)) {
      close(text, open, entries);
      open.emplace();
      open->entry.span.start = static_cast<uint32_t>(start);
      open->entry.level = std::string(head->level);
      open->message = start + head->message;
    } else if (open && !continues_entry(line) && !(open->cut && may_follow_cut(trim(line)))) {
      close(text, open, entries);
    }
    if (open) {
      open->entry.span.end = static_cast<uint32_t>(end);
      open->cut = ends_cut(line);
    }
    start = next;
  }
  close(text, open, entries);
  return entries;
}

}  // namespace stackengine::error_log
