// A tolerant lexer with nginx's own token rules (ngx_conf_file.c, ngx_conf_read_token). Every byte is part of
// a token. Where nginx would stop, the lexer records a SyntaxError and goes on.
#pragma once

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
  text_after_quote,        // `span`: what follows the closing quote without a space; insert a space at `at`
  missing_open_brace,      // `span`: the block's name and arguments; insert ` {` at `at`

  // Copied characters, see copied_characters.h. Outside comments and proper quotes only.
  byte_order_mark,    // `span`: at the start of the text
  copied_blank,       // `span`: from the first to the last of them between two words on a line; read as white
                      // space
  blank_in_word,      // `span`: read as part of the word, because otherwise the arguments do not fit
  invisible_in_word,  // `span`: one invisible character inside a word
  smart_quotes,       // `span`: a quoted word with one or two typographic quotes; read as quoted
  stray_smart_quote,  // `span`: one at the start or end of a word, with no other on the line
};

// Errors after which the directive is still what its author meant.
constexpr bool is_read_as_meant(SyntaxErrorKind kind) {
  return kind == SyntaxErrorKind::byte_order_mark || kind == SyntaxErrorKind::copied_blank ||
         kind == SyntaxErrorKind::blank_in_word || kind == SyntaxErrorKind::smart_quotes;
}

struct SyntaxError {
  SyntaxErrorKind kind;
  Span span;
  uint32_t at = 0;        // where to insert the repair
  char quote = 0;         // for the quote errors
  bool certain = true;    // false: the place of the repair is a guess
  Span statement = {};    // for copied characters: from where nginx starts it, with its `;`, `{` or `}`
  bool accepted = false;  // nginx accepts it, but with another meaning
};

struct Lexed {
  std::vector<Token> tokens;        // tile the text
  std::vector<Word> words;          // one for each token of kind `word`, in order
  std::vector<SyntaxError> errors;  // unterminated_quote, text_after_quote and copied characters
};

Lexed lex(std::string_view text);

}  // namespace stackengine::nginx
