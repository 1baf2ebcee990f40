#include "error_log/messages.h"

#include <algorithm>

#include "error_log/message_table.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

// What may follow a message: the reason of the system or OpenSSL in brackets, or the place in a
// configuration.
bool read_suffix(std::string_view rest, std::vector<MessagePart>* parts) {
  rest = trim(rest);
  if (rest.empty()) return true;
  if (rest.front() == '(' && rest.back() == ')') {
    parts->push_back({"system", rest.substr(1, rest.size() - 2)});
    return true;
  }
  constexpr std::string_view kIn = "in ";
  if (!starts_with(rest, kIn) || rest.size() == kIn.size() || rest[kIn.size()] == '"') return false;
  parts->push_back({"place", rest.substr(kIn.size())});
  return true;
}

// Matches one format. Parts are as short as possible; each literal is searched once, forward.
bool match(std::string_view format, std::string_view message, std::vector<MessagePart>* parts) {
  parts->clear();
  while (!format.empty()) {
    const size_t open = format.find('{');
    const std::string_view literal = format.substr(0, open);
    if (!starts_with(message, literal)) return false;
    message.remove_prefix(literal.size());
    if (open == std::string_view::npos) return read_suffix(message, parts);
    const size_t close = format.find('}', open);
    const std::string_view name = format.substr(open + 1, close - open - 1);
    format.remove_prefix(close + 1);
    const std::string_view next = format.substr(0, format.find('{'));
    const size_t end = next.empty() ? message.size() : message.find(next);
    if (end == std::string_view::npos || end == 0) return false;
    parts->push_back({name, message.substr(0, end)});
    message.remove_prefix(end);
  }
  return message.empty();
}

bool is_errno_call(std::string_view message) { return message.find("() ") != std::string_view::npos; }

}  // namespace

bool is_word_of_messages(std::string_view word) {
  const auto ends_word = [](char c) { return c == ' ' || c == '\n' || c == ':' || c == ',' || c == ';'; };
  for (const Format& format : formats()) {
    const std::string_view text = format.text;
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const size_t end = at + word.size();
      if ((at == 0 || ends_word(text[at - 1])) && (end == text.size() || ends_word(text[end]))) return true;
    }
  }
  return false;
}

std::optional<Message> recognise(const Entry& entry, std::string_view text) {
  std::string_view message = entry.message.in(text);
  // `… could not be resolved (3: Host not found) while resolving service a of b`: what looks like an action
  // belongs to this message.
  constexpr std::string_view kService = "resolving service ";
  if (starts_with(entry.action, kService)) {
    const size_t at = text.find(kService, entry.message.end);
    const size_t end = at == std::string_view::npos ? at : text.find_first_of(",\n", at);
    if (at != std::string_view::npos && at <= entry.span.end) {
      message = text.substr(entry.message.start, std::min<size_t>(end, entry.span.end) - entry.message.start);
    }
  }
  Message found;
  for (const Format& format : formats()) {
    if (!match(format.text, message, &found.parts)) continue;
    if (starts_with(format.text, "{call}") && !is_errno_call(message)) continue;
    found.meaning = format.meaning;
    found.format = format.text;
    return found;
  }
  return std::nullopt;
}

uint8_t tls_alert(std::string_view message) {
  constexpr std::string_view kAlert = "SSL alert number ";
  const size_t at = message.find(kAlert);
  if (at == std::string_view::npos) return 0;
  unsigned number = 0;
  for (const char c : message.substr(at + kAlert.size(), 4)) {
    if (!is_digit(c)) break;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number > 0xFF ? 0 : static_cast<uint8_t>(number);
}

std::string_view what_happened(Meaning meaning) { return row_of(meaning).what; }

}  // namespace stackengine::error_log
