#include "intake/escapes.h"

namespace stackengine::intake {
namespace {

constexpr char kEscape = '\x1B';

// Longer than any real sequence; bounds the search.
constexpr size_t kMaxSequence = 256;

bool is_between(char c, char low, char high) { return low <= c && c <= high; }

// The offset after the sequence whose ESC is at `at`; `at` if there is none.
size_t end_of_sequence(std::string_view text, size_t at) {
  const size_t limit = at + kMaxSequence < text.size() ? at + kMaxSequence : text.size();
  size_t i = at + 1;
  if (i >= limit) return at;
  if (text[i] == '[') {  // CSI: parameters, intermediate bytes, a final byte
    for (++i; i < limit && is_between(text[i], ' ', '?'); ++i) {
    }
    return i < limit && is_between(text[i], '@', '~') ? i + 1 : at;
  }
  if (text[i] == ']') {  // OSC: a title or a link, up to BEL or ESC `\`
    for (++i; i < limit && text[i] != '\n'; ++i) {
      if (text[i] == '\a') return i + 1;
      if (text[i] == kEscape) return i + 1 < limit && text[i + 1] == '\\' ? i + 2 : at;
    }
    return at;
  }
  if (text[i] == '(' || text[i] == ')')
    return i + 1 < limit && text[i + 1] != '\n' ? i + 2 : at;  // character set
  return text[i] == '=' || text[i] == '>' || text[i] == '7' || text[i] == '8' ? i + 1 : at;
}

}  // namespace

std::vector<Span> control_sequences(std::string_view text) {
  std::vector<Span> spans;
  for (size_t at = text.find(kEscape); at != std::string_view::npos; at = text.find(kEscape, at)) {
    const size_t end = end_of_sequence(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    if (!spans.empty() && spans.back().end == at) {
      spans.back().end = static_cast<uint32_t>(end);
    } else {
      spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    }
    at = end;
  }
  return spans;
}

}  // namespace stackengine::intake
