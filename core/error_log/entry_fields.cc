#include "error_log/entry_fields.h"

#include <string>

#include "error_log/scan.h"
#include "error_log/upstream_field.h"

namespace stackengine::error_log {
namespace {

struct FieldShape {
  std::string_view key;
  FieldName name;
  bool quoted;
};

constexpr FieldShape kFields[] = {
    {"client:", FieldName::client, false},    {"server:", FieldName::server, false},
    {"request:", FieldName::request, true},   {"subrequest:", FieldName::subrequest, true},
    {"upstream:", FieldName::upstream, true}, {"host:", FieldName::host, true},
    {"referrer:", FieldName::referrer, true}, {"bytes from/to client:", FieldName::traffic, false},
};

Span make_span(size_t start, size_t end) {
  return Span{static_cast<uint32_t>(start), static_cast<uint32_t>(end)};
}

// The span without white space and separating commas at its ends.
Span trim_span(std::string_view text, size_t start, size_t end) {
  while (start < end && is_space(text[start])) ++start;
  while (start < end && (is_space(text[end - 1]) || text[end - 1] == ',')) --end;
  return make_span(start, end);
}

// The value between its quotes. `end` is the separator of the next field, or the end of the entry
// (`last`). An unclosed quote was truncated: nginx truncates a line at 2048 bytes (ngx_log.h,
// NGX_MAX_ERROR_STR).
Span quoted_value(std::string_view text, size_t start, size_t end, bool last) {
  const std::string_view value = trim_span(text, start, end).in(text);
  size_t close = value.rfind('"');
  // Other text may follow the last value; then its first quote closes the value.
  if (last && close != std::string_view::npos && close + 1 != value.size()) close = value.find('"');
  if (close == std::string_view::npos) return trim_span(text, start, end);
  return make_span(static_cast<size_t>(value.data() - text.data()),
                   static_cast<size_t>(value.data() - text.data()) + close);
}

void store(std::string_view text, const FieldStart& field, size_t end, bool last, Entry& entry) {
  const Span value =
      field.quoted ? quoted_value(text, field.value, end, last) : trim_span(text, field.value, end);
  switch (field.name) {
    case FieldName::client:
      entry.client = value;
      break;
    case FieldName::server:
      entry.server = value;
      break;
    case FieldName::request:
      entry.request = value;
      break;
    case FieldName::upstream:
      entry.upstream = read_upstream_field(text, value);
      break;
    case FieldName::host:
      entry.host = value;
      break;
    case FieldName::referrer:
      entry.referrer = value;
      break;
    case FieldName::subrequest:
    case FieldName::traffic:
      break;
  }
}

// Collapses white space to single blanks, because an action may have been wrapped.
std::string joined(std::string_view text) {
  std::string out;
  for (char c : trim(text)) {
    if (!is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

// Splits `text[start, end)` into the message and the action. The last `while` counts, because a message
// may quote one; it must be outside brackets, because OpenSSL says `(… unexpected eof while reading)`.
void read_message(std::string_view text, size_t start, size_t end, Entry& entry) {
  constexpr std::string_view kWhile = "while";
  entry.message = trim_span(text, start, end);
  const std::string_view message = entry.message.in(text);
  size_t at = message.size();
  while (at > 0 && (at = message.rfind(kWhile, at - 1)) != std::string_view::npos) {
    const size_t action = at + kWhile.size();
    if (at == 0 || !is_space(message[at - 1]) || action >= message.size() || !is_space(message[action]))
      continue;
    const std::string_view rest = message.substr(action);
    if (rest.find(')') < rest.find('(')) return;
    entry.action = joined(rest);
    entry.message = trim_span(text, entry.message.start, entry.message.start + at);
    return;
  }
}

}  // namespace

std::optional<FieldStart> match_field(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  for (const FieldShape& shape : kFields) {
    if (!starts_with(rest, shape.key)) continue;
    const size_t after_key = at + shape.key.size();
    if (shape.name == FieldName::traffic) return FieldStart{shape.name, shape.quoted, after_key};
    size_t value = skip_spaces(text, after_key);
    if (value == after_key) return std::nullopt;
    if (shape.quoted) {
      if (value == text.size() || text[value] != '"') return std::nullopt;
      ++value;
    }
    return FieldStart{shape.name, shape.quoted, value};
  }
  return std::nullopt;
}

void read_fields(std::string_view text, size_t message, Entry& entry) {
  text = text.substr(0, entry.span.end);
  size_t message_end = text.size();
  std::optional<FieldStart> open;
  for (size_t at = message; at < text.size();) {
    // A field follows a comma, or begins a line where the comma was lost.
    if (text[at] != ',' && text[at] != '\n') {
      ++at;
      continue;
    }
    const size_t name = skip_spaces(text, at + 1);
    const auto field = match_field(text, name);
    if (!field || (open && field->name <= open->name)) {
      at = name;
      continue;
    }
    if (open) {
      store(text, *open, at, false, entry);
    } else {
      message_end = at;
    }
    open = field;
    at = field->value;
  }
  if (open) store(text, *open, text.size(), true, entry);
  read_message(text, message, message_end, entry);
}

}  // namespace stackengine::error_log
