#include "access_log/access_log.h"

#include <algorithm>

#include "text/characters.h"
#include "text/line_text.h"

namespace stackengine::access_log {
namespace {

// `[21/Nov/2026:03:42:01 +0000]`, `$time_local`.
constexpr std::string_view kDate = "[00/aaa/0000:00:00:00 ";

// The client and the user precede the date. The bound makes the cost independent of the line length.
constexpr size_t kMaxBeforeDate = 512;

size_t find_date(std::string_view line) {
  const std::string_view head = line.substr(0, kMaxBeforeDate);
  for (size_t at = head.find('['); at != std::string_view::npos; at = head.find('[', at + 1)) {
    if (!has_shape(line.substr(at), kDate)) continue;
    return head.substr(0, at).find_first_of("\"'#;{}$`") == std::string_view::npos ? at
                                                                                   : std::string_view::npos;
  }
  return std::string_view::npos;
}

// Reads the fields of a line from left to right.
class Fields {
 public:
  Fields(std::string_view line, size_t at, uint32_t base) : line_(line), at_(at), base_(base) {}

  bool at_end() const { return at_ >= line_.size(); }

  // The next field: a quoted text, or the text up to a blank.
  Span next() {
    while (at_ < line_.size() && line_[at_] == ' ') ++at_;
    quoted_ = at_ < line_.size() && line_[at_] == '"';
    size_t start = at_;
    size_t end = at_;
    if (quoted_) {
      end = ++start;
      // nginx escapes a quote inside as `\x22`, JSON formats as `\"`.
      while (end < line_.size() && line_[end] != '"') end += line_[end] == '\\' ? 2 : 1;
      end = std::min(end, line_.size());
      at_ = std::min(end + 1, line_.size());
    } else {
      // `10.0.0.1:80, 10.0.0.2:80`: nginx lists the peers that it tried.
      for (; end < line_.size() && (line_[end] != ' ' || (end > start && line_[end - 1] == ',')); ++end) {
      }
      at_ = end;
    }
    return {base_ + static_cast<uint32_t>(start), base_ + static_cast<uint32_t>(end)};
  }

  bool quoted() const { return quoted_; }

 private:
  std::string_view line_;
  size_t at_;
  uint32_t base_;
  bool quoted_ = false;
};

bool is_status(std::string_view field) { return field.size() == 3 && has_shape(field, "000"); }

// `10.0.2.10:8080`, `[2001:db8::1]:80`, `unix:/run/app.sock`; the first entry of a list decides.
bool is_peer(std::string_view field) {
  if (starts_with(field, "unix:/")) return true;
  if (starts_with(field, "[")) return field.find("]:") != std::string_view::npos;
  const size_t colon = field.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < field.size() &&
         is_digit(field[colon + 1]) && field.find_first_not_of("0123456789.") == colon;
}

// The value of `us="502"` or `upstream_status: 502`; empty for other fields.
std::string_view named_upstream_status(std::string_view field) {
  for (std::string_view name : {"us=", "upstream_status=", "upstream_status:", "ups_status=", "us:"}) {
    if (!starts_with(field, name)) continue;
    field.remove_prefix(name.size());
    while (!field.empty() && (field.front() == '"' || field.front() == ' ')) field.remove_prefix(1);
    while (!field.empty() && (field.back() == '"' || field.back() == ',' || field.back() == ';'))
      field.remove_suffix(1);
    return field;
  }
  return {};
}

Entry read_entry(std::string_view text, std::string_view line, uint32_t start, size_t date) {
  Entry entry;
  entry.span = {start, start + static_cast<uint32_t>(line.size())};
  const size_t client = std::min(line.find(' '), date);
  entry.client = {start, start + static_cast<uint32_t>(client)};

  const size_t close = line.find(']', date);
  if (close == std::string_view::npos) return entry;
  Fields fields(line, close + 1, start);
  bool after_bytes = false;
  size_t quoted = 0;
  while (!fields.at_end()) {
    const Span span = fields.next();
    const std::string_view field = span.in(text);
    if (fields.quoted()) {
      if (entry.request.empty() && entry.status.empty()) {
        entry.request = span;
      } else if (after_bytes && ++quoted <= 2) {
        (quoted == 1 ? entry.referrer : entry.user_agent) = span;
      } else if (entry.upstream_address.empty() && is_peer(field)) {
        entry.upstream_address = span;
      }
    } else if (entry.status.empty() && is_status(field)) {
      entry.status = std::string(field);
    } else if (!entry.status.empty() && !after_bytes) {
      entry.bytes = span;
      after_bytes = true;
    } else if (entry.upstream_address.empty() && is_peer(field)) {
      entry.upstream_address = span;
    } else if (const std::string_view status = named_upstream_status(field); !status.empty()) {
      entry.upstream_status = std::string(status);
    }
  }
  return entry;
}

}  // namespace

bool is_entry(std::string_view line) {
  const size_t date = find_date(line);
  if (date == std::string_view::npos || date == 0 || line.front() == ' ') return false;
  const std::string_view after = line.substr(date);
  const size_t close = after.find(']');
  return close < 40 && after.find('"') != std::string_view::npos && !ends_like_directive(line);
}

std::vector<Entry> parse(std::string_view text) {
  std::vector<Entry> entries;
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (is_entry(line)) entries.push_back(read_entry(text, line, start, find_date(line)));
  });
  return entries;
}

}  // namespace stackengine::access_log
