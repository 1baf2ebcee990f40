// The position of a line in a configuration: between two statements, inside one, inside a string or Lua code.
// A simplified version of nginx's lexer (facts/nginx.md section 6), line by line, to distinguish prose from
// strings.
#pragma once

#include <cstddef>
#include <string_view>

namespace stackengine::intake {

class StatementState {
 public:
  void feed(std::string_view line);

  bool in_text() const { return quote_ != 0 || lua_; }  // in a string or in Lua
  bool between_statements() const { return !in_text() && !pending_; }
  size_t depth() const { return depth_; }

 private:
  // Each reads from `at` and returns where it stops.
  size_t feed_lua(std::string_view line, size_t at);
  size_t feed_quoted(std::string_view line, size_t at);
  size_t feed_word(std::string_view line, size_t at);

  char quote_ = 0;
  bool lua_ = false;
  bool lua_next_ = false;  // the last word opens Lua code
  bool pending_ = false;   // a statement has begun
  size_t depth_ = 0;
  size_t lua_depth_ = 0;
};

}  // namespace stackengine::intake
