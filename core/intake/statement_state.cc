#include "intake/statement_state.h"

#include "intake/line_text.h"

namespace stackengine::intake {

void StatementState::feed(std::string_view line) {
  for (size_t at = 0; at < line.size();) {
    if (lua_) {
      feed_lua(line, &at);
    } else if (quote_ != 0) {
      feed_quoted(line, &at);
    } else {
      feed_word(line, &at);
    }
  }
}

void StatementState::feed_lua(std::string_view line, size_t* at) {
  char string = 0;
  for (size_t& i = *at; i < line.size(); ++i) {
    const char c = line[i];
    if (string != 0) {
      if (c == '\\') {
        ++i;
      } else if (c == string) {
        string = 0;
      }
    } else if (c == '"' || c == '\'') {
      string = c;
    } else if (c == '-' && line.substr(i, 2) == "--") {
      i = line.size();
      return;
    } else if (c == '{') {
      ++lua_depth_;
    } else if (c == '}' && lua_depth_-- == 0) {
      ++i;
      lua_ = false;
      return;
    }
  }
}

void StatementState::feed_quoted(std::string_view line, size_t* at) {
  for (size_t& i = *at; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == quote_) {
      ++i;
      quote_ = 0;
      return;
    }
  }
}

void StatementState::feed_word(std::string_view line, size_t* at) {
  const char c = line[*at];
  if (c == ' ' || c == '\t' || c == '\r') {
    ++*at;
  } else if (c == '#') {
    *at = line.size();
  } else if (c == '"' || c == '\'') {
    quote_ = c;
    pending_ = true;
    ++*at;
  } else if (c == ';') {
    pending_ = lua_next_ = false;
    ++*at;
  } else if (c == '}') {
    pending_ = lua_next_ = false;
    if (depth_ > 0) --depth_;
    ++*at;
  } else if (c == '{') {
    pending_ = false;
    lua_ = lua_next_;
    lua_depth_ = 0;
    if (!lua_) ++depth_;
    lua_next_ = false;
    ++*at;
  } else {
    const size_t start = *at;
    for (size_t& i = *at; i < line.size(); ++i) {
      const char in = line[i];
      if (in == '\\') {
        ++i;
      } else if (in == ' ' || in == '\t' || in == '\r' || in == ';') {
        break;
      } else if (in == '{' && (i == start || line[i - 1] != '$')) {
        break;
      }
    }
    if (*at > line.size()) *at = line.size();
    pending_ = true;
    lua_next_ = ends_with(line.substr(start, *at - start), "_by_lua_block");
  }
}

}  // namespace stackengine::intake
