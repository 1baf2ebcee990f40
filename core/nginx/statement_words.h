// The words up to one `;` or `{`, and the missing punctuation among them. nginx would read the directive on
// the next line as arguments, and report that line.
#pragma once

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
  uint32_t contexts;        // bits of Context that are possible; 0: unknown
  std::string_view parent;  // the enclosing block's name

  std::string_view word(uint32_t i) const { return words[i].span.in(text); }
};

// Whether `name` accepts that many arguments and that terminator in one of `contexts`.
bool fits(std::string_view name, uint32_t contexts, uint32_t arguments, Ending ending);

// Whether `name` can only be a block there.
bool is_block_only(std::string_view name, uint32_t contexts);

// Indexes of the words that begin another directive, ascending. Empty if nginx may accept the words as they
// are: arguments may span several lines, and a value may look like a directive.
std::vector<uint32_t> find_missing_semicolons(const StatementWords& statement);

// Index of the word before which the `{` of a block is missing; 0 if none is missing.
uint32_t find_missing_open_brace(const StatementWords& statement);

}  // namespace stackengine::nginx
