#include "assistant/values.h"

#include <algorithm>

#include "redaction/address.h"
#include "text/ascii.h"
#include "text/characters.h"

namespace stackengine::assistant {
namespace {

bool is_name_byte(char c) { return is_digit(c) || is_alpha(c) || c == '_'; }
bool is_host_byte(char c) {
  return is_name_byte(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// What stands behind the last dot of a file's name, not of a host's.
bool is_file_suffix(std::string_view suffix) {
  for (const std::string_view known :
       {"html", "htm", "php", "conf", "log", "types",    "pem",    "key",   "crt", "cer",
        "csr",  "js",  "css", "json", "xml", "txt",      "sock",   "pid",   "lua", "so",
        "gz",   "png", "jpg", "svg",  "ico", "htpasswd", "passwd", "params"}) {
    if (suffix == known) return true;
  }
  return false;
}

bool is_address(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash != std::string_view::npos && !is_number(text.substr(slash + 1))) return false;
  text = text.substr(0, slash);
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  return redaction::parse_address(text).has_value();
}

void add_variables(std::string_view text, std::vector<Value>* values) {
  for (size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    size_t start = at + 1;
    if (start < text.size() && text[start] == '{') ++start;
    size_t end = start;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    // `$1` is what an expression matched: the expression is what counts.
    if (end > start && !is_number(text.substr(start, end - start)))
      values->push_back({MarkKind::variable, "$" + std::string(text.substr(start, end - start))});
  }
}

void add_path(std::string_view path, std::vector<Value>* values) {
  if (path.size() > 1 || path == "/") values->push_back({MarkKind::path, std::string(path)});
}

// A host as a URL or a target has it; `certain`: it is one, whatever it looks like.
bool add_host(std::string_view authority, bool certain, std::vector<Value>* values) {
  authority = authority.substr(authority.rfind('@') == std::string_view::npos ? 0 : authority.rfind('@') + 1);
  if (authority.empty()) return false;
  std::string_view host = authority;
  std::string_view port;
  const size_t colon = authority.rfind(':');
  const bool bracketed = authority.front() == '[';
  if (colon != std::string_view::npos && (!bracketed || authority[colon - 1] == ']') &&
      is_number(authority.substr(colon + 1))) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
  }
  const bool whole_address = is_address(authority);
  if (whole_address || is_address(host)) {
    values->push_back({MarkKind::address, lower_case(whole_address ? authority : host)});
    if (!whole_address && !port.empty()) values->push_back({MarkKind::port, lower_case(authority)});
    return true;
  }
  const bool shaped = !host.empty() && std::all_of(host.begin(), host.end(),
                                                   [](char c) { return is_host_byte(c) || c == '*'; });
  const size_t dot = host.rfind('.');
  const std::string suffix = dot == std::string_view::npos ? "" : lower_case(host.substr(dot + 1));
  const bool dotted = dot != std::string_view::npos && dot > 0 && !suffix.empty() && !is_digit(suffix[0]) &&
                      !is_file_suffix(suffix);
  const bool named = std::any_of(host.begin(), host.end(),
                                 [](char c) { return is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; });
  if (!certain && !(shaped && named && (dotted || !port.empty()))) return false;
  if (!certain && host.find('$') != std::string_view::npos) return false;
  values->push_back({MarkKind::host, lower_case(host)});
  if (!port.empty()) values->push_back({MarkKind::port, lower_case(authority)});
  return true;
}

// One word between blanks and the like.
void add_token(std::string_view token, std::vector<Value>* values) {
  size_t slashes = token.find("://");
  if (slashes != std::string_view::npos || token.substr(0, 2) == "//") {
    const size_t start = slashes == std::string_view::npos ? 2 : slashes + 3;
    std::string_view rest = token.substr(start);
    if (rest.substr(0, 5) == "unix:") return add_path(rest.substr(5), values);
    const size_t end = std::min(rest.find_first_of("/?#\\"), rest.size());
    add_host(rest.substr(0, end), true, values);
    return add_path(rest.substr(end), values);
  }
  if (token.substr(0, 5) == "unix:") return add_path(token.substr(5), values);
  if (is_address(token)) {
    values->push_back({MarkKind::address, lower_case(token)});
    return;
  }
  if (token.front() == '/' || token.substr(0, 2) == "./" || token.substr(0, 3) == "../")
    return add_path(token, values);
  const size_t end = std::min(token.find_first_of("/?#"), token.size());
  if (add_host(token.substr(0, end), false, values)) add_path(token.substr(end), values);
}

}  // namespace

std::vector<Value> values_in(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n\"'`,;=()<>|{}^!";
  std::vector<Value> values;
  add_variables(text, &values);
  for (size_t at = text.find_first_not_of(kBetween); at != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    add_token(text.substr(at, end - at), &values);
    at = text.find_first_not_of(kBetween, end);
  }
  return values;
}

std::vector<Value> values_of_authority(std::string_view authority) {
  std::vector<Value> values;
  if (authority.substr(0, 5) == "unix:") {
    add_path(authority.substr(5), &values);
  } else {
    add_host(authority, true, &values);
  }
  return values;
}

}  // namespace stackengine::assistant
