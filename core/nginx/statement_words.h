// Words that one `;` or `{` ends, and where punctuation was forgotten among them. nginx reads on and takes
// the next line's directive for arguments, and then blames that line.
#ifndef STACKENGINE_NGINX_STATEMENT_WORDS_H_
#define STACKENGINE_NGINX_STATEMENT_WORDS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

enum class Ending : uint8_t { semicolon, brace, unknown };

// The words [first, last) up to one terminator.
struct StatementWords {
  std::string_view text;
  const std::vector<Word>& words;
  const std::vector<bool>& starts_line;  // by word
  uint32_t first;
  uint32_t last;
  Ending ending;
  uint32_t contexts;        // bits of Context in which they may stand; 0: not known
  std::string_view parent;  // the enclosing block's name

  std::string_view word(uint32_t i) const { return words[i].span.in(text); }
};

// Whether some row of `name` in one of `contexts` takes `arguments` arguments and ends like that.
bool fits(std::string_view name, uint32_t contexts, uint32_t arguments, Ending ending);

// Whether `name` can only be a block where it stands.
bool is_block_only(std::string_view name, uint32_t contexts);

// Indexes of words that begin a directive of their own, ascending. Empty when nginx may accept the words as
// they stand: arguments may go over several lines, and a value may be spelt like a directive.
std::vector<uint32_t> find_missing_semicolons(const StatementWords& statement);

// Index of the word before which a block's `{` is missing; 0 when none is.
uint32_t find_missing_open_brace(const StatementWords& statement);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_STATEMENT_WORDS_H_
