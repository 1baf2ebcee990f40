// A lossless nginx syntax tree over one text: tokens tile the text, directives refer to tokens and words.
//
// The tree holds only offsets, no view of the text, so it can be moved and copied; functions that need bytes
// take the text. Three flat arrays keep a million lines cheap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::nginx {

enum class TokenKind : uint8_t {
  space,        // spaces, tabs, CR, LF; also copied characters that mean spaces, see SyntaxErrorKind
  comment,      // from `#` up to, not including, LF
  word,         // a name or an argument, quotes included
  semicolon,    // `;`
  open_brace,   // `{`
  close_brace,  // `}`
  raw_block,    // the body of a `*_by_lua_block`, between its braces
  hole,         // only in redaction/reading.h: bytes outside the configuration; the lexer makes none
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
  uint8_t opening = 1;  // size of each quote, if there are any: 3 for typographic ones
  uint8_t closing = 1;
};

using DirectiveId = uint32_t;
inline constexpr DirectiveId kNoDirective = UINT32_MAX;

enum class Terminator : uint8_t {
  semicolon,
  block,    // `{` … `}`
  missing,  // recovery ended it: at the end of file, `}` or a line with another directive
};

// Directives are in document order, so the descendants of a block are the ids [id + 1, subtree_end).
struct Directive {
  uint32_t first_word = 0;  // the name; arguments follow it
  uint32_t word_count = 0;  // name included
  DirectiveId parent = kNoDirective;
  DirectiveId subtree_end = 0;
  Terminator terminator = Terminator::missing;
  bool closed = true;  // for a block: it has its `}`
  Span span;           // from the name to the terminator, `;` or `}` included
  Span body;           // for a block: between the braces
};

struct SyntaxTree {
  std::vector<Token> tokens;
  std::vector<Word> words;
  std::vector<Directive> directives;

  // The value of a name or argument as nginx sees it, with quotes and escapes resolved
  // (facts/nginx.md section 6: `\"` `\'` `\\` lose the backslash, `\t` `\r` `\n` become control bytes).
  std::string value(const Word& word, std::string_view text) const;

  const Word& name_word(DirectiveId id) const { return words[directives[id].first_word]; }
  // The name without quotes, as nginx compares it (ngx_conf_file.c, ngx_conf_handler); escapes stay.
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

// The text of the tree, joined from its tokens: equal to the parsed text, for any bytes (property 1).
std::string print(const SyntaxTree& tree, std::string_view text);

}  // namespace stackengine::nginx
