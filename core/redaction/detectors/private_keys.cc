// PEM private keys (RFC 7468, and OpenSSL's and OpenSSH's older kinds): the armour lines stay, every line
// between them is redacted by itself, so indentation, line ends and the number of lines stay as they are. A
// key whose END line was cut off goes as far as its lines look like one.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/placeholders/labels.h"

namespace stackengine::redaction {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kDashes = "-----";

// The end of the armour line `-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----` that starts at `at`, or 0.
size_t armour_end(std::string_view text, size_t at) {
  const size_t from = at + kBegin.size();
  size_t end = from;
  while (end < text.size() && (is_alnum(text[end]) || text[end] == ' ')) ++end;
  const std::string_view label = text.substr(from, end - from);
  if (!ends_with(label, "PRIVATE KEY") && !ends_with(label, "PRIVATE KEY BLOCK")) return 0;
  return text.substr(end, kDashes.size()) == kDashes ? end + kDashes.size() : 0;
}

// A line without what copying and quoting put around it: comment and diff signs, `> `, quotes, a comma.
Span without_quoting(std::string_view text, size_t start, size_t end) {
  constexpr std::string_view kBefore = " \t\r#>|*\"'`";
  constexpr std::string_view kAfter = " \t\r\"'`,\\";
  while (start < end && kBefore.find(text[start]) != std::string_view::npos) ++start;
  while (start < end && kAfter.find(text[end - 1]) != std::string_view::npos) --end;
  const bool diff_sign = start < end && (text[start] == '+' || text[start] == '-');
  if (diff_sign && (start + 1 == end || is_blank(text[start + 1])))
    return without_quoting(text, start + 1, end);
  return make_span(start, end);
}

enum class Line { key, last, other };

// What a line is to a key without END: base64 as long as encoders write it, the shorter rest behind that, or
// something else.
Line classify(std::string_view line) {
  if (line.empty() || starts_with(line, "Proc-Type:") || starts_with(line, "DEK-Info:")) return Line::key;
  for (const char c : line) {
    if (!is_base64(c)) return Line::other;
  }
  if (line.size() >= 20) return Line::key;
  return line.size() >= 4 && is_common_word(line) ? Line::other : Line::last;
}

// The lines of one key's body. JSON and YAML write a line end as `\n`, too.
void add_lines(std::string_view text, size_t start, size_t stop, bool terminated, Candidates* out) {
  bool redacted_before =
      false;  // then the key ends with its placeholders: which of them was its last line is gone
  size_t line_end = start;
  for (size_t next = start; start < stop; start = next) {
    if (start >= line_end) line_end = std::min(text.find('\n', start), stop);
    const size_t escape = text.substr(start, line_end - start).find("\\n");
    const size_t end = escape == std::string_view::npos ? line_end : start + escape;
    next = end + (end == line_end ? 1 : 2);

    Span line = without_quoting(text, start, end);
    // A key that was cut off ends with the string that it stands in: `"key":"…","status":500`.
    const size_t quote = terminated ? std::string_view::npos : line.in(text).find_first_of("\"'`");
    if (quote != std::string_view::npos) {
      line.end = line.start + static_cast<uint32_t>(quote);
      stop = end;
    }
    const bool placeholder = has_label_shape(line.in(text)) && starts_with(line.in(text), "secret");
    redacted_before = redacted_before || placeholder;
    const Line kind = terminated || placeholder ? Line::key : classify(line.in(text));
    if (kind == Line::other || (kind == Line::last && redacted_before)) return;
    if (!line.empty()) out->push_back({line, SecretClass::private_key});
    if (kind == Line::last) return;
  }
}

}  // namespace

void find_private_keys(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  if (!reading.pairs.may_hold(kBegin)) return;
  for (size_t at = text.find(kBegin); at != std::string_view::npos; at = text.find(kBegin, at + 1)) {
    const size_t body = armour_end(text, at);
    if (body == 0) continue;
    // The next armour line of any kind ends the key; only an END line says that everything before it belongs
    // to it.
    const size_t stop = std::min(text.find(kDashes, body), text.size());
    add_lines(text, body, stop, starts_with(text.substr(stop), "-----END "), out);
  }
}

}  // namespace stackengine::redaction
