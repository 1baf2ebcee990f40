#include "curl/curl.h"

#include <algorithm>
#include <utility>

#include "text/characters.h"
#include "text/line_text.h"

namespace stackengine::curl {
namespace {

Span span_of(std::string_view text, std::string_view part) {
  if (part.empty()) return {};
  const auto start = static_cast<uint32_t>(part.data() - text.data());
  return {start, start + static_cast<uint32_t>(part.size())};
}

// The value if `line` is the header `name` (lower case); header names ignore case (RFC 9110, 5.1).
std::string_view header_value(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return {};
  for (size_t i = 0; i < name.size(); ++i) {
    if (to_lower(line[i]) != name[i]) return {};
  }
  return trim(line.substr(name.size() + 1));
}

bool is_request_line(std::string_view line) {
  return !line.empty() && is_upper(line[0]) && line.rfind(" HTTP/") != std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  void read(std::string_view line) {
    line = trim(line);
    if (line.empty()) return;
    if (starts_with(line, "> ")) return read_request(line.substr(2), line);
    if (starts_with(line, "< ")) return read_response(line.substr(2), line);
    if (starts_with(line, "curl: (")) return read_error(line);
    if (starts_with(line, "* ")) {
      if (line.find("HTTP/0.9") != std::string_view::npos) exchange(line).http09 = true;
      return;
    }
    read_response(line, line);
  }

  std::vector<Exchange> take() { return std::move(exchanges_); }

 private:
  // The exchange that `line` belongs to.
  Exchange& exchange(std::string_view line) {
    const Span span = span_of(text_, line);
    if (exchanges_.empty()) exchanges_.push_back({});
    Exchange& last = exchanges_.back();
    if (last.span.empty()) last.span.start = span.start;
    last.span.end = span.end;
    return last;
  }

  void begin_unless(bool fresh) {
    if (!fresh) exchanges_.push_back({});
  }

  void read_request(std::string_view line, std::string_view whole) {
    if (is_request_line(line)) {
      begin_unless(exchanges_.empty() ||
                   (exchanges_.back().request.empty() && exchanges_.back().status.empty()));
      exchange(whole).request = span_of(text_, line);
    } else if (const std::string_view host = header_value(line, "host"); !host.empty()) {
      exchange(whole).host = span_of(text_, host);
    }
  }

  void read_response(std::string_view line, std::string_view whole) {
    const size_t blank = line.find(' ');
    if (starts_with(line, "HTTP/") && blank != std::string_view::npos &&
        has_shape(line.substr(blank + 1), "000")) {
      begin_unless(exchanges_.empty() || exchanges_.back().status.empty());
      Exchange& one = exchange(whole);
      one.status_line = span_of(text_, line);
      one.status = std::string(line.substr(blank + 1, 3));
    } else if (const std::string_view server = header_value(line, "server"); !server.empty()) {
      exchange(whole).server = span_of(text_, server);
    }
  }

  void read_error(std::string_view line) {
    begin_unless(exchanges_.empty() || !exchanges_.back().error);
    Error error;
    const size_t end = skip_digits(line, 7);
    for (char c : line.substr(7, std::min<size_t>(end - 7, 4))) error.code = error.code * 10 + (c - '0');
    const std::string_view message = line.substr(std::min(end + 1, line.size()));
    error.message = span_of(text_, trim(message));
    Exchange& one = exchange(line);
    if (message.find("HTTP/0.9") != std::string_view::npos) one.http09 = true;
    one.error = error;
  }

  std::string_view text_;
  std::vector<Exchange> exchanges_;
};

}  // namespace

std::vector<Exchange> parse(std::string_view text) {
  Reader reader(text);
  for_each_line(text, [&](std::string_view line, uint32_t) { reader.read(line); });
  return reader.take();
}

}  // namespace stackengine::curl
