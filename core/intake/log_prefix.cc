#include "intake/log_prefix.h"

#include "intake/line_text.h"

namespace stackengine::intake {
namespace {

constexpr size_t kMaxPrefix = 512;

bool is_name_byte(char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }

size_t skip_name(std::string_view line, size_t at) {
  while (at < line.size() && is_name_byte(line[at])) ++at;
  return at;
}

// An RFC 3339 time, from `kubectl logs --timestamps`, `docker logs -t` or `journalctl -o short-iso`, with an
// optional `stderr F` from containerd.
size_t timestamp(std::string_view line) {
  if (!has_shape(line, "0000-00-00T00:00:00")) return 0;
  size_t at = 19;
  if (at < line.size() && (line[at] == '.' || line[at] == ',')) at = skip_digits(line, at + 1);
  if (line.substr(at, 1) == "Z") {
    ++at;
  } else if (at < line.size() && (line[at] == '+' || line[at] == '-')) {
    at = skip_digits(line, at + 1);
    if (line.substr(at, 1) == ":") at = skip_digits(line, at + 1);
  }
  if (line.substr(at, 1) != " ") return 0;
  ++at;
  for (std::string_view stream : {"stderr F ", "stdout F ", "stderr P ", "stdout P "}) {
    if (starts_with(line.substr(at), stream)) return at + stream.size();
  }
  return at;
}

// `[pod/NAME/CONTAINER] `, from `kubectl logs --prefix`.
size_t pod(std::string_view line) {
  if (!starts_with(line, "[pod/")) return 0;
  const size_t close = line.find("] ");
  return close == std::string_view::npos ? 0 : close + 2;
}

// `nginx-1  | `, from docker compose.
size_t service(std::string_view line) {
  const size_t name = skip_name(line, 0);
  const size_t bar = skip_blanks(line, name);
  return name > 0 && bar > name && line.substr(bar, 2) == "| " ? bar + 2 : 0;
}

// `host nginx[123]: ` or `host nginx: `.
size_t host_and_tag(std::string_view line, size_t at) {
  const size_t host = skip_name(line, at);
  if (host == at || line.substr(host, 1) != " ") return 0;
  size_t tag = skip_name(line, host + 1);
  if (tag == host + 1) return 0;
  if (line.substr(tag, 1) == "[") {
    tag = skip_digits(line, tag + 1);
    if (line.substr(tag, 1) != "]") return 0;
    ++tag;
  }
  return line.substr(tag, 2) == ": " ? tag + 2 : 0;
}

// `Nov 21 03:42:01 host nginx[123]: `, with `<187>` before it if it came over the network.
size_t syslog(std::string_view line) {
  size_t at = 0;
  if (starts_with(line, "<")) {
    at = skip_digits(line, 1);
    if (at == 1 || line.substr(at, 1) != ">") return 0;
    ++at;
  }
  const std::string_view date = line.substr(at);
  if (has_shape(date, "aaa 00 00:00:00 ") || has_shape(date, "aaa  0 00:00:00 "))
    return host_and_tag(line, at + 16);
  if (const size_t stamp = timestamp(date); stamp > 0) return host_and_tag(line, at + stamp);
  return 0;
}

// `/var/log/nginx/error.log:12:`, `error.log:`, `12:`, from grep.
size_t grep(std::string_view line) {
  const size_t path = line.find_first_of(": \t;\"'[");
  if (path == std::string_view::npos || path == 0 || line[path] != ':') return 0;
  const std::string_view name = line.substr(0, path);
  if (skip_digits(name, 0) == name.size()) return path + 1;
  if (name.find(".log") == std::string_view::npos) return 0;
  const size_t digits = skip_digits(line, path + 1);
  return digits > path + 1 && line.substr(digits, 1) == ":" ? digits + 1 : path + 1;
}

bool stands_for_itself(char c) { return c == '"' || c == '\\' || c == '/'; }

}  // namespace

size_t log_prefix_length(std::string_view line) {
  const std::string_view head = line.substr(0, kMaxPrefix);
  size_t at = 0;
  constexpr int kMaxPrefixes = 4;
  for (int i = 0; i < kMaxPrefixes; ++i) {
    const std::string_view rest = head.substr(at);
    size_t length = 0;
    for (auto* prefix : {syslog, timestamp, pod, service, grep}) {
      length = prefix(rest);
      if (length > 0) break;
    }
    if (length == 0) break;
    at += length;
  }
  return at;
}

std::optional<std::vector<Span>> around_json_log(std::string_view line) {
  if (!starts_with(line, "{\"")) return std::nullopt;
  size_t start = std::string_view::npos;
  for (std::string_view key : {"\"log\":", "\"message\":", "\"msg\":", "\"MESSAGE\":"}) {
    const size_t at = line.substr(0, 4096).find(key);
    if (at == std::string_view::npos) continue;
    start = skip_blanks(line, at + key.size());
    if (line.substr(start, 1) == "\"") break;
    start = std::string_view::npos;
  }
  if (start == std::string_view::npos) return std::nullopt;
  ++start;
  std::vector<Span> spans = {{0, static_cast<uint32_t>(start)}};
  size_t at = start;
  for (; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\' || at + 1 == line.size()) continue;
    if (stands_for_itself(line[at + 1]))
      spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + 1)});
    ++at;
  }
  if (at == line.size()) return std::nullopt;
  // The line end of the log line is that of the document.
  size_t end = at;
  if (end - start >= 2 && line.substr(end - 2, 2) == "\\n") end -= 2;
  spans.push_back({static_cast<uint32_t>(end), static_cast<uint32_t>(line.size())});
  return spans;
}

}  // namespace stackengine::intake
