#include "intake/statement_state.h"

#include <algorithm>

#include "intake/line_text.h"

namespace stackengine::intake {

void StatementState::feed(std::string_view line) {
  for (size_t at = 0; at < line.size();) {
    at = lua_ ? feed_lua(line, at) : quote_ != 0 ? feed_quoted(line, at) : feed_word(line, at);
  }
}

size_t StatementState::feed_lua(std::string_view line, size_t at) {
  char string = 0;
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (string != 0) {
      if (c == '\\') ++at;
      if (c == string) string = 0;
    } else if (c == '"' || c == '\'') {
      string = c;
    } else if (c == '-' && line.substr(at, 2) == "--") {
      return line.size();
    } else if (c == '{') {
      ++lua_depth_;
    } else if (c == '}' && lua_depth_-- == 0) {
      lua_ = false;
      return at + 1;
    }
  }
  return line.size();
}

size_t StatementState::feed_quoted(std::string_view line, size_t at) {
  for (; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == quote_) {
      quote_ = 0;
      lua_next_ = ends_with(line.substr(0, at), "_by_lua_block");
      return at + 1;
    }
  }
  return line.size();
}

size_t StatementState::feed_word(std::string_view line, size_t at) {
  const char c = line[at];
  switch (c) {
    case ' ':
    case '\t':
    case '\r':
      return at + 1;
    case '#':
      return line.size();
    case '"':
    case '\'':
      quote_ = c;
      pending_ = true;
      return at + 1;
    case ';':
      pending_ = lua_next_ = false;
      return at + 1;
    case '}':
      pending_ = lua_next_ = false;
      if (depth_ > 0) --depth_;
      return at + 1;
    case '{':
      pending_ = false;
      lua_ = lua_next_;
      lua_depth_ = 0;
      if (!lua_) ++depth_;
      lua_next_ = false;
      return at + 1;
    default:
      break;
  }
  const size_t start = at;
  for (; at < line.size(); ++at) {
    const char in = line[at];
    if (in == '\\') {
      ++at;
      continue;
    }
    const bool opens = in == '{' && line[at - 1] != '$';
    if (in == ' ' || in == '\t' || in == '\r' || in == ';' || opens) break;
  }
  at = std::min(at, line.size());
  pending_ = true;
  lua_next_ = ends_with(line.substr(start, at - start), "_by_lua_block");
  return at;
}

}  // namespace stackengine::intake
