#include "redaction/url.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/candidate.h"

namespace stackengine::redaction {
namespace {

// What ends a URL in a configuration, a log line or prose.
bool ends_url(char c) {
  return is_space(c) || std::string_view("\"'`<>;,)}").find(c) != std::string_view::npos;
}

// `host`, `host:80`, `[::1]:80`: what stands before a path when there is no userinfo.
bool is_host_and_port(std::string_view text) {
  if (starts_with(text, "[")) return true;
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string_view port = text.substr(colon + 1);
  return starts_with(port, "$") || std::all_of(port.begin(), port.end(), is_digit);
}

// Variables whose value begins a path: `https://intranet$request_uri`; a capture is one nearly always.
bool begins_path(std::string_view variable) {
  return variable == "$request_uri" || variable == "$uri" || variable == "$document_uri" ||
         (variable.size() == 2 && is_digit(variable[1]));
}

size_t step(std::string_view text, size_t at) { return text[at] == '$' ? variable_end(text, at) : at + 1; }

}  // namespace

size_t AuthorityReader::last_at_sign(size_t start) {
  if (start >= url_end_) {
    url_end_ = start;
    while (url_end_ < text_.size() && !ends_url(text_[url_end_]) && text_[url_end_] != '?') ++url_end_;
    const size_t found = text_.substr(start, url_end_ - start).rfind('@');
    at_sign_ = found == std::string_view::npos ? found : start + found;
  }
  return at_sign_ != std::string_view::npos && at_sign_ < start ? std::string_view::npos : at_sign_;
}

Authority AuthorityReader::read(size_t start) {
  size_t end = start;
  while (end < text_.size() && !ends_url(text_[end]) && text_[end] != '/' && text_[end] != '?' &&
         text_[end] != '#') {
    end = step(text_, end);
  }
  const std::string_view authority = text_.substr(start, end - start);
  size_t at_sign = authority.rfind('@');
  if (at_sign != std::string_view::npos) {
    at_sign += start;
    // Paths of the web hold an `@`, those of databases do not.
    const std::string_view scheme = text_.substr(0, start - 3);
    const size_t last = ends_with(scheme, "http") || ends_with(scheme, "https") ? 0 : last_at_sign(start);
    if (last != std::string_view::npos) at_sign = std::max(at_sign, last);
  } else if (!is_host_and_port(authority)) {
    at_sign = last_at_sign(start);
  }
  Authority parts;
  size_t host = start;
  if (at_sign != std::string_view::npos) {
    parts.userinfo = make_span(start, at_sign);
    host = at_sign + 1;
  }
  const bool bracket = host < text_.size() && text_[host] == '[';
  if (bracket) ++host;
  size_t host_end = host;
  while (host_end < text_.size() && !ends_url(text_[host_end])) {
    const char c = text_[host_end];
    if (bracket ? c == ']' : c == ':' || c == '/' || c == '?' || c == '#') break;
    const size_t next = step(text_, host_end);
    if (c == '$' && begins_path(text_.substr(host_end, next - host_end))) break;
    host_end = next;
  }
  parts.host = make_span(host, host_end);
  return parts;
}

}  // namespace stackengine::redaction
