// Where in a configuration a line stands: between two statements, inside one, inside a string or Lua code.
// A sketch of nginx's lexer (facts/nginx.md section 6), fed line by line, to tell where prose may stand and
// where it would be somebody's string.
#ifndef STACKENGINE_INTAKE_STATEMENT_STATE_H_
#define STACKENGINE_INTAKE_STATEMENT_STATE_H_

#include <cstddef>
#include <string_view>

namespace stackengine::intake {

class StatementState {
 public:
  void feed(std::string_view line);

  bool in_text() const { return quote_ != 0 || lua_; }  // of a string or of Lua
  bool between_statements() const { return !in_text() && !pending_; }
  size_t depth() const { return depth_; }

 private:
  // Each reads on from `at` and returns where it stopped.
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

#endif  // STACKENGINE_INTAKE_STATEMENT_STATE_H_
