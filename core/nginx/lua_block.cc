#include "nginx/lua_block.h"

#include <string>

namespace stackengine::nginx {
namespace {

// The offset after the end of the long bracket (`[[`, `[=[`, …) that opens at `i`, or the text's size if it
// does not end; `i` if none opens.
size_t skip_long_bracket(std::string_view text, size_t i) {
  size_t level = i + 1;
  while (level < text.size() && text[level] == '=') ++level;
  if (level >= text.size() || text[level] != '[') return i;
  const std::string close = "]" + std::string(level - i - 1, '=') + "]";
  const size_t found = text.find(close, level + 1);
  return found == std::string_view::npos ? text.size() : found + close.size();
}

size_t skip_string(std::string_view text, size_t i) {
  const char quote = text[i++];
  while (i < text.size() && text[i] != quote && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
  return i + 1;
}

size_t skip_comment(std::string_view text, size_t i) {
  if (i + 2 < text.size() && text[i + 2] == '[') {
    const size_t after = skip_long_bracket(text, i + 2);
    if (after != i + 2) return after;
  }
  const size_t lf = text.find('\n', i);
  return lf == std::string_view::npos ? text.size() : lf;
}

}  // namespace

uint32_t end_of_lua_block(std::string_view text, uint32_t from) {
  size_t depth = 0;
  for (size_t i = from; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = skip_string(text, i);
    } else if (c == '-' && i + 1 < text.size() && text[i + 1] == '-') {
      i = skip_comment(text, i);
    } else if (c == '[') {
      const size_t after = skip_long_bracket(text, i);
      i = after == i ? i + 1 : after;
    } else if (c == '{') {
      ++depth;
      ++i;
    } else if (c == '}') {
      if (depth == 0) return static_cast<uint32_t>(i);
      --depth;
      ++i;
    } else {
      ++i;
    }
  }
  return static_cast<uint32_t>(text.size());
}

}  // namespace stackengine::nginx
