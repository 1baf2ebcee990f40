#include "intake/columns.h"

#include <algorithm>

#include "error_log/error_log.h"
#include "intake/line_text.h"
#include "nginx/third_party.h"

namespace stackengine::intake {
namespace {

// A run of neighbouring lines that may share a column.
struct Chain {
  std::vector<Span> columns;
  bool refused = false;
};

void take(Chain* chain, size_t least, std::vector<Span>* spans) {
  if (!chain->refused && chain->columns.size() >= least) {
    for (const Span& column : chain->columns) {
      if (!column.empty()) spans->push_back(column);
    }
  }
  *chain = Chain();
}

// The request line of `curl -v`, which begins with `>`. Its headers follow.
bool is_request_line(std::string_view line) {
  return line.size() > 2 && is_upper(line.front()) && line.find(" HTTP/") != std::string_view::npos;
}

bool is_curl_line(std::string_view line) {
  return starts_with(line, "* ") || starts_with(line, "< ") || starts_with(line, "{ [") ||
         starts_with(line, "} [");
}

// Whether the text looks like configuration or logs, not like the value of a map entry.
bool reads_like_configuration(std::string_view body) {
  body = trim(body);
  return body.empty() || body.front() == '}' || body.front() == '#' || begins_with_directive(body) ||
         !nginx::third_party_module(first_word(body)).empty() || error_log::begins_entry(body);
}

struct NumberedLine {
  uint32_t number = 0;
  char separator = 0;  // 0: the number is alone
  uint32_t body = 0;   // offset of the text after the number; 0: no number
};

// U+2502, the bar of `bat` and other pagers.
constexpr std::string_view kBoxBar = "\xE2\x94\x82";

NumberedLine read_number(std::string_view line) {
  NumberedLine out;
  const size_t start = skip_blanks(line, 0);
  const size_t end = skip_digits(line, start);
  if (end == start || end - start > 7) return out;
  for (char c : line.substr(start, end - start))
    out.number = out.number * 10 + static_cast<uint32_t>(c - '0');
  const std::string_view rest = line.substr(end);
  if (trim(rest).empty()) {
    out.body = static_cast<uint32_t>(line.size() - (ends_with(line, "\r") ? 1 : 0));
    return out;
  }
  if (rest[0] == ':' || rest[0] == '-') {  // grep, with `-` on the lines around a match
    out.separator = ':';
    out.body = static_cast<uint32_t>(end + 1);
    return out;
  }
  const size_t at = skip_blanks(line, end);
  if (line[at] == '|' || line.substr(at, kBoxBar.size()) == kBoxBar) {
    const size_t after = at + (line[at] == '|' ? 1 : kBoxBar.size());
    out.separator = '|';
    out.body = static_cast<uint32_t>(after + (line.substr(after, 1) == " " ? 1 : 0));
  } else if (rest[0] == '.' && rest.substr(1, 1) == " ") {
    out.separator = '.';
    out.body = static_cast<uint32_t>(end + 2);
  } else if (rest[0] == '\t' || rest[0] == ' ') {
    out.separator = ' ';
    out.body = static_cast<uint32_t>(end + 1);
  }
  return out;
}

// Reads the lines in order. A chain ends where the numbers are not consecutive.
class NumberColumns {
 public:
  void read(std::string_view line, uint32_t start) {
    const NumberedLine numbered = read_number(line);
    if (numbered.body == 0) {
      if (trim(line).empty() && !lines_.empty()) return;         // `nl` leaves empty lines without a number
      if (starts_with(line, "--") && separator_ == ':') return;  // between the groups of grep
      end();
      before_is_statement_ = ends_like_directive(line);
      return;
    }
    if (!follows(numbered)) end();
    if (lines_.empty()) refused_ = before_is_statement_;
    before_is_statement_ = false;
    if (numbered.separator != 0) separator_ = numbered.separator;
    lines_.push_back({start, start + numbered.body});
    last_ = numbered.number;
    const std::string_view body = line.substr(numbered.body);
    fitting_ += reads_like_configuration(body) ? 1 : 0;
    worded_ += trim(body).empty() ? 0 : 1;
    manifest_ = manifest_ || starts_with(trim(body), "apiVersion:");
  }

  // Ends the chain. The line before it must not be a statement, because the numbers might be part of it.
  void end() {
    const bool by_grep = separator_ == ':';
    const bool certain = by_grep && !manifest_
                             ? fitting_ * 4 >= lines_.size() * 3
                             : lines_.size() >= 3 && (manifest_ || fitting_ * 2 >= lines_.size());
    if (certain && !refused_ && worded_ > 0) spans_.insert(spans_.end(), lines_.begin(), lines_.end());
    lines_.clear();
    separator_ = 0;
    fitting_ = worded_ = 0;
    manifest_ = false;
    refused_ = false;
  }

  std::vector<Span> take() {
    end();
    return std::move(spans_);
  }

 private:
  bool follows(const NumberedLine& numbered) const {
    if (lines_.empty()) return false;
    if (numbered.separator != 0 && separator_ != 0 && numbered.separator != separator_) return false;
    // grep omits lines.
    return separator_ == ':' ? numbered.number > last_ : numbered.number == last_ + 1;
  }

  std::vector<Span> spans_;
  std::vector<Span> lines_;  // of the chain: its columns
  char separator_ = 0;
  uint32_t last_ = 0;
  size_t fitting_ = 0;
  size_t worded_ = 0;      // lines with more than their number
  bool manifest_ = false;  // no nginx directive is spelt like this
  bool refused_ = false;
  bool before_is_statement_ = false;
};

// The width of `NAME | ` (docker compose), `| ` or `│ `; 0 for anything else.
size_t bar_width(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && at < 128 &&
         (is_alpha(line[at]) || is_digit(line[at]) || line[at] == '-' || line[at] == '_' || line[at] == '.'))
    ++at;
  const bool named = at > 0;
  const size_t bar = skip_blanks(line, at);
  if (named && bar == at) return 0;
  size_t end = 0;
  if (line.substr(bar, 1) == "|") end = bar + 1;
  if (line.substr(bar, kBoxBar.size()) == kBoxBar) end = bar + kBoxBar.size();
  if (end == 0) return 0;
  if (end == line.size() || line.substr(end) == "\r") return end;
  return line[end] == ' ' ? end + 1 : 0;
}

}  // namespace

std::vector<Span> quote_column(std::string_view text) {
  std::vector<Span> spans;
  Chain chain;
  bool after_curl = false;
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    const bool curl = is_curl_line(line);
    if (line.empty() || line.front() != '>') {
      chain.refused = chain.refused || curl;
      take(&chain, 2, &spans);
      after_curl = curl;
      return;
    }
    const size_t body = line.substr(1, 1) == " " ? 2 : 1;
    if (chain.columns.empty()) chain.refused = after_curl;
    chain.refused = chain.refused || is_request_line(line.substr(body));
    chain.columns.push_back({start, static_cast<uint32_t>(start + body)});
  });
  take(&chain, 2, &spans);
  return spans;
}

std::vector<Span> bar_column(std::string_view text) {
  std::vector<Span> spans;
  Chain chain;
  std::string_view column;  // of the chain
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    const size_t width = bar_width(line);
    const std::string_view here = line.substr(0, width);
    if (width == 0 || (!chain.columns.empty() && trim(here) != trim(column))) take(&chain, 2, &spans);
    if (width == 0) return;
    column = here;
    // A Markdown table has a bar at the end of its lines, too.
    chain.refused = chain.refused || (line.size() > width && ends_with(trim(line), "|"));
    chain.columns.push_back({start, static_cast<uint32_t>(start + width)});
  });
  take(&chain, 2, &spans);
  return spans;
}

std::vector<Span> number_column(std::string_view text) {
  NumberColumns columns;
  for_each_line(text, [&](std::string_view line, uint32_t start) { columns.read(line, start); });
  return columns.take();
}

std::vector<Span> file_column(std::string_view text) {
  std::vector<Span> spans;
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    constexpr size_t kMaxPath = 512;
    if (line.empty() || (!is_alpha(line[0]) && line[0] != '/' && line[0] != '.')) return;
    const std::string_view head = line.substr(0, kMaxPath);
    const size_t dot = head.find(".conf");
    const size_t blank = head.find_first_of(" \t;{}\"'#$");
    if (dot == std::string_view::npos || blank < dot) return;
    size_t at = dot + 5;
    if (at >= line.size() || (line[at] != ':' && line[at] != '-')) return;
    const size_t digits = skip_digits(line, at + 1);
    const bool numbered = digits > at + 1 && digits < line.size() && line[digits] == line[at];
    if (numbered) at = digits;
    if (!numbered && line[at] == '-') return;
    const std::string_view body = line.substr(at + 1);
    // Without a number and text, it is a file name as a heading.
    if (trim(body).empty() ? !numbered : !reads_like_configuration(body)) return;
    spans.push_back({start, static_cast<uint32_t>(start + at + 1)});
  });
  return spans;
}

}  // namespace stackengine::intake
