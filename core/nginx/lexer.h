// nginx's own token rules (ngx_conf_file.c, ngx_conf_read_token), tolerant: every byte ends up in a token,
// and what nginx would refuse is a SyntaxError beside the tokens instead of the end.
#ifndef STACKENGINE_NGINX_LEXER_H_
#define STACKENGINE_NGINX_LEXER_H_

#include <string_view>
#include <vector>

#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

enum class SyntaxErrorKind : uint8_t {
  missing_semicolon,       // `span`: the directive; insert `;` at `at`
  unclosed_block,          // `span`: the block's name up to its `{`; insert `}` at `at`
  unexpected_close_brace,  // `span`: the `}`
  unexpected_open_brace,   // `span`: the `{`
  unexpected_semicolon,    // `span`: the `;`
  unterminated_quote,      // `span`: the opening quote; insert the quote at `at`
  text_after_quote,        // `span`: what follows the closing quote without a blank; insert a blank at `at`
  missing_open_brace,      // `span`: the block's name and arguments; insert ` {` at `at`
};

struct SyntaxError {
  SyntaxErrorKind kind;
  Span span;
  uint32_t at = 0;      // where the repair belongs
  char quote = 0;       // for the quote errors
  bool certain = true;  // false: the place of the repair is a guess
};

struct Lexed {
  std::vector<Token> tokens;        // tile the text
  std::vector<Word> words;          // one for each token of kind `word`, in order
  std::vector<SyntaxError> errors;  // unterminated_quote and text_after_quote
};

// `holes`: sorted, disjoint ranges of whole lines that are not configuration; they become tokens of kind
// `hole`.
Lexed lex(std::string_view text, const std::vector<Span>& holes);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_LEXER_H_
