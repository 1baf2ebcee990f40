// Finds missing `{`, and decides which words nginx accepts.
#include "nginx/directive_table.h"
#include "nginx/statement_words.h"

namespace stackengine::nginx {
namespace {

// Whether the words before `i` may be the complete header of the block.
bool ends_header(const StatementWords& statement, uint32_t i) {
  const std::string_view name = statement.word(statement.first);
  if (!fits(name, statement.contexts, i - statement.first - 1, Ending::brace)) return false;
  const std::string_view last = statement.word(i - 1);
  return name != "if" || last.back() == ')';  // a condition may span several lines
}

}  // namespace

// Whether `name` accepts that many arguments and that terminator in one of `contexts`.
bool fits(std::string_view name, uint32_t contexts, uint32_t arguments, Ending ending) {
  const auto count = static_cast<int64_t>(arguments);
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) == 0) continue;
    if (ending != Ending::unknown && row.block != (ending == Ending::brace)) continue;
    if (row.min_arguments >= 0 && count < row.min_arguments) continue;
    if (row.max_arguments >= 0 && count > row.max_arguments) continue;
    return true;
  }
  return false;
}

bool is_block_only(std::string_view name, uint32_t contexts) {
  bool block = false;
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) == 0) continue;
    if (!row.block) return false;
    block = true;
  }
  return block;
}

uint32_t find_missing_open_brace(const StatementWords& statement) {
  const std::string_view name = statement.word(statement.first);
  const uint32_t contexts = statement.contexts;
  const uint32_t count = statement.last - statement.first - 1;
  if (contexts == 0 || count == 0 || statement.words[statement.first].quote != 0) return 0;
  const Ending ending = statement.ending == Ending::brace ? Ending::brace : Ending::semicolon;
  const bool accepted = fits(name, contexts, count, ending);
  if (accepted && is_block_only(name, contexts)) return 0;

  // The next line or, in one-line style, the next word that may begin a directive in the block. If the words
  // could also be a directive without a block (`server` in an upstream), only a new line counts.
  const uint32_t body = body_contexts(name, contexts);
  const auto begins_directive = [&](uint32_t i) {
    return statement.words[i].quote == 0 && may_stand_in(statement.word(i), body);
  };
  for (uint32_t i = statement.first + 1; i < statement.last; ++i) {
    if (!statement.starts_line[i] || !ends_header(statement, i)) continue;
    if ((!accepted && ending != Ending::brace) || begins_directive(i)) return i;
  }
  for (uint32_t i = statement.first + 1; !accepted && i < statement.last; ++i) {
    if (begins_directive(i) && ends_header(statement, i)) return i;
  }
  return 0;
}

}  // namespace stackengine::nginx
