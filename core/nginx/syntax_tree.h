// A lossless nginx syntax tree over one text: tokens tile the text, directives refer to tokens and words.
//
// The tree holds offsets only and no view of the text, so it may be moved and copied; every function that
// needs bytes takes the text. Three flat arrays keep a million lines cheap.
#ifndef STACKENGINE_NGINX_SYNTAX_TREE_H_
#define STACKENGINE_NGINX_SYNTAX_TREE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::nginx {

enum class TokenKind : uint8_t {
  space,        // blanks, tabs, CR, LF; also copied characters that stand for blanks, see SyntaxErrorKind
  comment,      // from `#` up to, not including, LF
  word,         // a name or an argument, quotes included
  semicolon,    // `;`
  open_brace,   // `{`
  close_brace,  // `}`
  raw_block,    // the body of a `*_by_lua_block`, between its braces
  hole,  // redaction/reading.h only: bytes of a document that are no configuration; the lexer makes none
};

struct Token {
  TokenKind kind;
  Span span;
};

// A word as nginx reads it: `span` includes the quotes.
struct Word {
  Span span;
  char quote = 0;       // 0, '"' or '\''
  bool closed = true;   // false: the closing quote is missing
  uint8_t opening = 1;  // bytes of the quotes, where there are any: 3 for the typographic ones
  uint8_t closing = 1;
};

using DirectiveId = uint32_t;
inline constexpr DirectiveId kNoDirective = UINT32_MAX;

enum class Terminator : uint8_t {
  semicolon,
  block,    // `{` … `}`
  missing,  // ended by recovery: end of file, `}` or a line that begins another directive
};

// Directives stand in document order, so a block's descendants are the ids [id + 1, subtree_end).
struct Directive {
  uint32_t first_word = 0;  // the name; arguments follow it
  uint32_t word_count = 0;  // name included
  DirectiveId parent = kNoDirective;
  DirectiveId subtree_end = 0;
  Terminator terminator = Terminator::missing;
  bool closed = true;  // for a block: its `}` is there
  Span span;           // from the name to the terminator, `;` or `}` included
  Span body;           // for a block: between the braces
};

struct SyntaxTree {
  std::vector<Token> tokens;
  std::vector<Word> words;
  std::vector<Directive> directives;

  // The name's or argument's value as nginx sees it: quotes and escapes resolved
  // (facts/nginx.md section 6: `\"` `\'` `\\` lose the backslash, `\t` `\r` `\n` become control bytes).
  std::string value(const Word& word, std::string_view text) const;

  const Word& name_word(DirectiveId id) const { return words[directives[id].first_word]; }
  // Without its quotes, as nginx compares it (ngx_conf_file.c, ngx_conf_handler); an escape in it stays.
  std::string_view name(DirectiveId id, std::string_view text) const {
    std::string_view name = name_word(id).span.in(text);
    if (name_word(id).quote == 0) return name;
    name.remove_prefix(name_word(id).opening);
    if (name_word(id).closed) name.remove_suffix(name_word(id).closing);
    return name;
  }
  uint32_t argument_count(DirectiveId id) const { return directives[id].word_count - 1; }
  const Word& argument_word(DirectiveId id, uint32_t index) const {
    return words[directives[id].first_word + 1 + index];
  }
  std::string argument(DirectiveId id, uint32_t index, std::string_view text) const {
    return index < argument_count(id) ? value(argument_word(id, index), text) : std::string();
  }

  bool is_block(DirectiveId id) const { return directives[id].terminator == Terminator::block; }

  // Ids of the direct children of `parent` (kNoDirective: of the whole text), in document order.
  std::vector<DirectiveId> children(DirectiveId parent) const;
};

// The text that the tree stands for, put together from its tokens: equal to the text that was parsed,
// for any bytes (property 1).
std::string print(const SyntaxTree& tree, std::string_view text);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_SYNTAX_TREE_H_
