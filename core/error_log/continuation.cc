#include "error_log/continuation.h"

#include <algorithm>
#include <string>

#include "error_log/entry_fields.h"
#include "error_log/entry_head.h"
#include "error_log/messages.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

constexpr size_t kNarrowest = 40;
constexpr size_t kRagged = 32;  // what wrapping at blanks leaves free at a line's end, at most
constexpr size_t kLongestEntry =
    4096;  // nginx's are 2048 (NGX_MAX_ERROR_STR); a collector's prefix may be added
constexpr size_t kLongestWord = 64;  // a longer one belongs to a value

constexpr std::string_view kLabels[] = {"client: ",     "server: ", "request: \"",  "subrequest: \"",
                                        "upstream: \"", "host: \"", "referrer: \"", "bytes from/to client:"};

// The actions of nginx (its `log->action`) that concern upstreams and clients.
constexpr std::string_view kActions =
    " while connecting to upstream while SSL handshaking to upstream while sending request to upstream while reading response header from upstream while reading upstream while sending to client while proxying upgraded connection while proxying connection while reading client request line while reading client "
    "request headers while waiting for request while processing HTTP/2 connection while resolving while logging request while closing request while keepalive while requesting certificate status while sending early hints while in resolver and ";

// The reasons in brackets, of the system and of OpenSSL, that distinguish causes.
constexpr std::string_view kReasons =
    " (SSL: Connection refused Connection reset by peer Connection timed out) Permission denied) No such file or directory) No route to host) Network is unreachable) Host not found) wrong version number certificate verify failed: alert handshake failure:SSL alert number unexpected eof while reading) packet length too long unknown protocol ";

bool is_word_of_reasons(std::string_view word) {
  return word.size() <= kLongestWord &&
         kReasons.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '(' ||
         c == ')' || c == ':' || c == '/' || c == '.' || c == '-';
}

bool is_known_word(std::string_view word) {
  while (!word.empty() && (word.back() == ',' || word.back() == ':')) word.remove_suffix(1);
  if (word.empty() || word.size() > kLongestWord) return false;
  const std::string spaced = " " + std::string(word) + " ";
  return kActions.find(spaced) != std::string_view::npos || is_word_of_messages(word);
}

// The words, or parts of words, on both sides of the break.
std::string_view last_word(std::string_view text) {
  size_t start = text.size();
  while (start > 0 && !is_space(text[start - 1])) --start;
  return text.substr(start);
}

std::string_view first_word(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && !is_space(text[end])) ++end;
  return text.substr(0, end);
}

// Where the last field of the entry is, and whether its quote is open; npos without one.
struct LastField {
  size_t value = std::string_view::npos;
  bool quoted = false;
};

LastField last_field(std::string_view entry, size_t message) {
  LastField last;
  for (size_t at = message; at < entry.size();) {
    if (entry[at] != ',') {
      ++at;
      continue;
    }
    const size_t name = skip_spaces(entry, at + 1);
    if (const auto field = match_field(entry, name)) {
      last = {field->value, field->quoted};
      at = field->value;
    } else {
      at = std::max(name, at + 1);
    }
  }
  return last;
}

// Whether the label of a field spans the end of `entry` and the start of `line`.
bool makes_label(std::string_view entry, std::string_view line) {
  constexpr size_t kLongestLabel = 24;
  const std::string_view before = entry.substr(entry.size() - std::min(entry.size(), kLongestLabel));
  std::string window(before);
  window += line.substr(0, kLongestLabel);
  for (const std::string_view label : kLabels) {
    for (size_t at = window.find(label); at != std::string::npos; at = window.find(label, at + 1)) {
      const bool separated = at >= 2 && window[at - 1] == ' ' && window[at - 2] == ',';
      if (separated && at < before.size() + 2 && at + label.size() > before.size()) return true;
    }
  }
  return false;
}

// `…, server:`, and its value is on the next line.
bool ends_with_label(std::string_view entry) {
  for (std::string_view label : kLabels) {
    label = label.substr(0, label.find(':') + 1);
    if (entry.size() > label.size() + 2 && ends_with(entry, label) &&
        entry.substr(entry.size() - label.size() - 2, 2) == ", ") {
      return true;
    }
  }
  return false;
}

bool holds_label(std::string_view line) {
  for (const std::string_view label : kLabels) {
    const size_t at = line.find(label);
    if (at == 0 || (at != std::string_view::npos && at >= 2 && line.substr(at - 2, 2) == ", ")) return true;
  }
  return false;
}

// A request has blanks: `GET /path HTTP/1.1`.
Join within_quotes(std::string_view value, std::string_view line) {
  const bool protocol = starts_with(line, "HTTP/");
  const bool method = !value.empty() && value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == value.npos &&
                      value.size() < 8 && line[0] == '/';
  return protocol || method ? Join::blank : Join::within;
}

// In the message or the action: judged by the words that nginx uses.
Join within_message(std::string_view entry, std::string_view line, bool full) {
  // The reason of the system or of OpenSSL: `(111: Connection refused)`.
  const size_t bracket = entry.rfind('(');
  if (bracket != entry.npos && entry.find(')', bracket) == entry.npos &&
      (full || line.find(')') != line.npos)) {
    std::string_view before = last_word(trim(entry));
    const size_t colons = before.rfind("::");  // `SSL routines::wrong version number`
    if (colons != before.npos) before.remove_prefix(colons + 2);
    const bool whole = is_word_of_reasons(before) && is_word_of_reasons(first_word(line));
    const bool together = is_word_of_reasons(std::string(before) + std::string(first_word(line)));
    return together || (full && !whole) ? Join::within : Join::blank;
  }
  const std::string_view a = last_word(trim(entry));
  if (line[0] == '(' && is_known_word(a)) return Join::blank;
  const std::string_view b = first_word(line);
  const bool digits = !a.empty() && is_digit(a.back()) && is_digit(b[0]);
  const bool whole = is_known_word(a) && is_known_word(b);
  const bool together = !whole && is_known_word(std::string(a) + std::string(b));
  if (together) return Join::within;
  if (digits) return Join::within;
  if (whole || is_known_word(b)) return Join::blank;
  if (holds_label(line)) return is_known_word(a) ? Join::blank : Join::within;
  // A value ends or begins here: a number, a name, an address.
  if (is_known_word(a) && !is_word_byte(b[0])) return Join::blank;
  const std::string_view behind = first_word(trim(line.substr(b.size())));
  const bool goes_on = is_known_word(behind);
  if (!goes_on) return Join::none;
  return is_known_word(a) ? Join::blank : Join::within;
}

}  // namespace

Join continuation(std::string_view entry, std::string_view line, size_t width) {
  const bool full = line.size() == width;  // it was not broken at a blank
  const bool has_blank = !entry.empty() && is_space(entry.back());
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  if (line.empty() || width < kNarrowest || line.size() > width + kRagged || entry.size() > kLongestEntry)
    return Join::none;
  if (line.find_first_of(";{}#`") != std::string_view::npos) return Join::none;
  const auto head = find_entry_head(entry);
  if (!head || find_entry_head(line)) return Join::none;
  // Wrapping left a single blank.
  const bool blank = has_blank || is_space(line[0]);
  const auto join = [blank](Join found) { return found == Join::blank && blank ? Join::within : found; };

  const LastField field = last_field(entry, head->message);
  if (field.value != std::string_view::npos && field.quoted &&
      entry.find('"', field.value) == std::string_view::npos) {
    // A truncated value ends at the end of the text.
    const bool closes = line.find('"') != std::string_view::npos;
    if (!closes && line.size() + 1 < width) return Join::none;
    return join(within_quotes(entry.substr(field.value), line));
  }
  if (makes_label(entry, line)) return join(Join::within);
  if (ends_with_label(entry)) return join(Join::blank);
  if (field.value != std::string_view::npos) {
    // After a value without quotes more must follow, which the next label shows.
    if (entry.back() == ',' || entry.back() == '"') return Join::none;
    return !field.quoted && line.find(", ") != std::string_view::npos && holds_label(line)
               ? join(Join::within)
               : Join::none;
  }
  return join(within_message(entry.substr(std::min(head->message, entry.size())), line, full));
}

}  // namespace stackengine::error_log
