// People: home directories (`/home/jane/`), the account that nginx runs as where it is nobody's usual one,
// and the users that logs name.
#include <algorithm>
#include <iterator>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"

namespace stackengine::redaction {
namespace {

bool is_name_byte(char c) {
  return is_alnum(c) || c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::string_view kFolders[] = {"/home/", "/Users/", "/~", "\\Users\\"};

// The home directory whose folder begins with `sign`.
void in_paths(std::string_view text, char sign, Candidates* out) {
  for (size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
    if (at + 1 == text.size()) return;
    const char next = text[at + 1];
    if (next != 'h' && next != 'U' && next != '~') continue;
    for (const std::string_view folder : kFolders) {
      if (text.substr(at, folder.size()) != folder) continue;
      const size_t start = at + folder.size();
      size_t end = start;
      while (end < text.size() && is_name_byte(text[end])) ++end;
      add_user(text, make_span(start, end), out);
    }
  }
}

// `~jane/nginx.conf` in prose and comments; in a directive it is a regular expression.
void behind_tilde(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (const nginx::Token& token : reading.tree.tokens) {
    if (token.kind != nginx::TokenKind::comment && token.kind != nginx::TokenKind::hole) continue;
    const std::string_view inner = text.substr(0, token.span.end);
    for (size_t at = inner.find('~', token.span.start); at != std::string_view::npos;
         at = inner.find('~', at + 1)) {
      size_t end = at + 1;
      while (end < inner.size() && is_name_byte(inner[end])) ++end;
      const bool begins = at > 0 && (is_space(inner[at - 1]) || inner[at - 1] == '"' || inner[at - 1] == '=');
      if (begins && end < inner.size() && inner[end] == '/') add_user(text, make_span(at + 1, end), out);
    }
  }
}

// `user "jane": password mismatch`, `user "jane" was not found in "/etc/nginx/htpasswd"`
// (ngx_http_auth_basic_module.c).
void in_message(std::string_view text, Span message, Candidates* out) {
  constexpr std::string_view kUser = "user \"";
  const size_t found = message.in(text).find(kUser);
  if (found == std::string_view::npos) return;
  const size_t start = message.start + found + kUser.size();
  const size_t end = text.substr(0, message.end).find('"', start);
  if (end != std::string_view::npos && end > start) add_user(text, make_span(start, end), out);
}

// `10.0.0.1 - jane [10/Oct/2024:13:55:36 +0000]`: behind the second blank, before the date.
void in_access_log(std::string_view text, const access_log::Entry& entry, Candidates* out) {
  constexpr std::string_view kBefore = " - ";
  const std::string_view line = entry.span.in(text);
  const size_t before = line.find(kBefore);
  const size_t date = line.find(" [");
  if (before == std::string_view::npos || date == std::string_view::npos || before + kBefore.size() >= date)
    return;
  const std::string_view user = line.substr(before + kBefore.size(), date - before - kBefore.size());
  if (user == "-" || user.find('"') != std::string_view::npos) return;
  const size_t start = entry.span.start + before + kBefore.size();
  add_user(text, make_span(start, start + user.size()), out);
}

}  // namespace

void find_user_names(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  const auto may_hold = [&](std::string_view folder) { return reading.pairs.may_hold(folder); };
  if (std::any_of(std::begin(kFolders), std::end(kFolders), may_hold)) {
    in_paths(text, '/', out);
    in_paths(text, '\\', out);
  }
  behind_tilde(reading, out);
  const nginx::SyntaxTree& tree = reading.tree;
  for (nginx::DirectiveId id = 0; id < tree.directives.size(); ++id) {
    if (tree.name(id, text) != "user" || tree.is_block(id)) continue;
    for (uint32_t i = 0; i < tree.argument_count(id); ++i) {
      const Span name = inside_quotes(tree.argument_word(id, i));
      if (name.in(text).find('$') == std::string_view::npos) add_user(text, name, out);
    }
  }
  for (const error_log::Entry& entry : reading.log) in_message(text, entry.message, out);
  for (const access_log::Entry& entry : reading.access) in_access_log(text, entry, out);
}

}  // namespace stackengine::redaction
