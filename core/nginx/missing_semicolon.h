// Finds where a `;` was forgotten: nginx reads on and takes the next line's directive for arguments, and then
// blames that line.
#ifndef STACKENGINE_NGINX_MISSING_SEMICOLON_H_
#define STACKENGINE_NGINX_MISSING_SEMICOLON_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

// The words [first, last) up to one terminator.
struct StatementWords {
  std::string_view text;
  const std::vector<Word>& words;
  const std::vector<bool>& starts_line;  // by word
  uint32_t first;
  uint32_t last;
};

// Indexes of words that begin a directive of their own, ascending. Empty when nginx may accept the words as
// they stand: arguments may go over several lines, and a value may be spelt like a directive. `parent` is the
// enclosing block's name, `block` says that the terminator is `{`.
std::vector<uint32_t> find_missing_semicolons(const StatementWords& statement, std::string_view parent,
                                              bool block);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_MISSING_SEMICOLON_H_
