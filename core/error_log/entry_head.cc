#include "error_log/entry_head.h"

#include "error_log/error_log.h"
#include "error_log/message_table.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

// nginx source: ngx_log.c, err_levels.
constexpr std::string_view kLevels[] = {"emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"};

// The longest prefix of journald, docker, kubectl or grep. The bound makes the cost independent of the
// line length.
constexpr size_t kMaxPrefix = 512;

// Bytes that end the search for a head. A head after one of them is in a comment, a string or a block of
// the configuration; collectors do not write them.
constexpr std::string_view kConfigurationBytes = "#\"'`;{}$";

constexpr std::string_view kDateShape = "0000/00/00 00:00:00";

// Not about upstreams, but often pasted beside what is.
constexpr std::string_view kOpenFailed = "open() \"";

bool begins_like_message(std::string_view text) {
  return begins_message(text) || starts_with(text, kOpenFailed);
}

bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  }
  return true;
}

// The level if `text` begins with `[level]`, followed by a blank or the end of the line.
std::string_view read_level(std::string_view text) {
  for (std::string_view level : kLevels) {
    const size_t end = level.size() + 2;
    if (text.size() < end || text[end - 1] != ']' || text.substr(1, level.size()) != level) continue;
    if (text.size() == end || is_blank(text[end])) return text.substr(1, level.size());
  }
  return {};
}

size_t skip_digits(std::string_view text, size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// The end of `pid#tid:` if it is at `at`; otherwise `at`.
size_t skip_process(std::string_view line, size_t at) {
  const size_t pid = skip_digits(line, at);
  if (pid == at || pid >= line.size() || line[pid] != '#') return at;
  const size_t tid = skip_digits(line, pid + 1);
  if (tid == pid + 1 || tid >= line.size() || line[tid] != ':') return at;
  return skip_spaces(line, tid + 1);
}

// The end of `*connection` if it is at `at`; otherwise `at`.
size_t skip_connection(std::string_view line, size_t at) {
  if (at >= line.size() || line[at] != '*') return at;
  const size_t end = skip_digits(line, at + 1);
  return end > at + 1 && end < line.size() && is_blank(line[end]) ? skip_spaces(line, end) : at;
}

bool ends_like_directive(std::string_view line) {
  line = trim(line);
  return !line.empty() && (line.back() == ';' || line.back() == '{' || line.back() == '}');
}

bool names_field(std::string_view line, size_t at) {
  const std::string_view rest = line.substr(at);
  return rest.find(", client: ") != std::string_view::npos ||
         rest.find("upstream: \"") != std::string_view::npos ||
         rest.find(" while ") != std::string_view::npos;
}

// A message copied without its head; a longer line that begins like one is prose.
bool is_short(std::string_view message) {
  message = trim(message);
  return message.size() <= 64 || message.back() == ')';
}

// The head whose `[` is at `bracket`.
std::optional<EntryHead> head_at_level(std::string_view line, size_t bracket) {
  const std::string_view level = read_level(line.substr(bracket));
  if (level.empty()) return std::nullopt;

  const size_t after_level = skip_spaces(line, bracket + level.size() + 2);
  const size_t after_process = skip_process(line, after_level);
  const EntryHead head{level, skip_connection(line, after_process)};

  const size_t date = kDateShape.size() + 1;
  const bool dated =
      bracket >= date && line[bracket - 1] == ' ' && has_shape(line.substr(bracket - date), kDateShape);
  const std::string_view prefix = trim(line.substr(0, dated ? bracket - date : bracket));
  if (dated && prefix.empty()) return head;

  // The rest is less certainly a log line, and no log line ends like a directive.
  if (ends_like_directive(line)) return std::nullopt;
  if (dated || after_process != after_level) return head;
  if (prefix == "nginx:") return head;  // standard error: `nginx: [emerg] …`
  if (begins_like_message(line.substr(head.message))) return head;
  if (prefix.empty() && names_field(line, head.message)) return head;
  return std::nullopt;
}

// A head without `[level]`: a date, output of `nginx -t`, or nothing before a message that is not
// configuration.
std::optional<EntryHead> head_without_level(std::string_view line) {
  size_t at = skip_spaces(line, 0);
  const bool dated = has_shape(line.substr(at), kDateShape);
  if (dated) at = skip_spaces(line, at + kDateShape.size());
  at = skip_connection(line, skip_process(line, at));

  const std::string_view rest = line.substr(at);
  const bool known = (begins_like_message(rest) && (names_field(line, at) || is_short(rest))) ||
                     starts_with(rest, "nginx: configuration file ") ||
                     starts_with(rest, "nginx: the configuration file ");
  if (!known || ends_like_directive(line)) return std::nullopt;
  return EntryHead{{}, at};
}

}  // namespace

std::optional<EntryHead> find_entry_head(std::string_view line) {
  std::string_view prefix = line.substr(0, kMaxPrefix);
  size_t at = prefix.find('[');
  if (at != std::string_view::npos) prefix = prefix.substr(0, prefix.find_first_of(kConfigurationBytes));
  for (; at < prefix.size(); at = prefix.find('[', at + 1)) {
    if (auto head = head_at_level(line, at)) return head;
  }
  return head_without_level(line);
}

bool begins_entry(std::string_view line) { return find_entry_head(line).has_value(); }

}  // namespace stackengine::error_log
