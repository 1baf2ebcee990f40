// nginx/lexer and the values of words: nginx's token rules (ngx_conf_file.c, ngx_conf_read_token), each as
// measured on 1.22.1.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nginx/lexer.h"

namespace stackengine::nginx {
namespace {

// Tokens as text: words in [], everything else as it stands, white space as `_`, comments as `#`.
std::string shape(const std::string& text) {
  std::string out;
  for (const Token& token : lex(text).tokens) {
    switch (token.kind) {
      case TokenKind::space:
        out += '_';
        break;
      case TokenKind::comment:
        out += '#';
        break;
      case TokenKind::word:
        out += "[" + std::string(token.span.in(text)) + "]";
        break;
      case TokenKind::raw_block:
        out += "<" + std::string(token.span.in(text)) + ">";
        break;
      default:
        out += token.span.in(text);
    }
  }
  return out;
}

TEST(Lexer, FollowsNginx) {
  struct Row {
    const char* text;
    const char* tokens;
  };
  const Row rows[] = {
      {"a b;", "[a]_[b];"},
      {"a\r\n\tb;", "[a]_[b];"},
      {"a#b;", "[a#b];"},  // a comment begins at token start only
      {"a #b;\nc;", "[a]_#_[c];"},
      {"a\"b;", "[a\"b];"},  // a quote inside a token is literal
      {"a \"b;{}#\";", "[a]_[\"b;{}#\"];"},
      {"a 'b\nc';", "[a]_['b\nc'];"},
      {"a \"b\\\"c\";", "[a]_[\"b\\\"c\"];"},
      {"a b}c;", "[a]_[b}c];"},  // `}` is special at token start only
      {"a }", "[a]_}"},
      {"a ${b}c;", "[a]_[${b}c];"},  // `{` right after `$` is literal
      {"a $b{", "[a]_[$b]{"},
      {"a b\\;c;", "[a]_[b\\;c];"},
      {"a b\\ c;", "[a]_[b\\ c];"},
      {"if ($a = \"b\"){", "[if]_[($a]_[=]_[\"b\"][)]{"},  // `)` may follow a closing quote
      {"x_by_lua_block { if a then b = { '}' } --}\n end }",
       "[x_by_lua_block]_{< if a then b = { '}' } --}\n end >}"},
      {"x_by_lua_block { s = [==[ } ]] ]==] }y;", "[x_by_lua_block]_{< s = [==[ } ]] ]==] >}[y];"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(shape(row.text), row.tokens) << row.text;
    EXPECT_TRUE(lex(row.text).errors.empty()) << row.text;
  }
}

TEST(Lexer, EndsABrokenStringWithItsLine) {
  struct Row {
    const char* text;
    const char* tokens;
    SyntaxErrorKind kind;
  };
  const Row rows[] = {
      {"a \"b;\nc;", "[a]_[\"b];_[c];", SyntaxErrorKind::unterminated_quote},
      {"a \"b;\nc \"d\";", "[a]_[\"b];_[c]_[\"d\"];", SyntaxErrorKind::unterminated_quote},
      {"a 'b {\nc;}", "[a]_['b]_{_[c];}", SyntaxErrorKind::unterminated_quote},
      {"a \"b\"c;", "[a]_[\"b\"][c];", SyntaxErrorKind::text_after_quote},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(shape(row.text), row.tokens) << row.text;
    const Lexed lexed = lex(row.text);
    ASSERT_EQ(lexed.errors.size(), 1u) << row.text;
    EXPECT_EQ(lexed.errors[0].kind, row.kind) << row.text;
  }
}

TEST(Lexer, ReadsCopiedCharactersAsMeant) {
  using Kinds = std::vector<SyntaxErrorKind>;
  struct Row {
    const char* text;
    const char* tokens;
    Kinds kinds;
  };
  const Row rows[] = {
      {"\uFEFFa b;", "_[a]_[b];", {SyntaxErrorKind::byte_order_mark}},
      {"a\u00A0b;", "[a]_[b];", {SyntaxErrorKind::copied_blank}},
      {" \u00A0 a \u00A0 b;", "_[a]_[b];", {SyntaxErrorKind::copied_blank, SyntaxErrorKind::copied_blank}},
      {"a b\u200B;", "[a]_[b]_;", {SyntaxErrorKind::copied_blank}},
      {"a \"b\"\u2003c;", "[a]_[\"b\"]_[c];", {SyntaxErrorKind::copied_blank}},
      {"return 200 a\u00A0!;", "[return]_[200]_[a\u00A0!];", {SyntaxErrorKind::blank_in_word}},
      {"return 200 a\u00A0b\u00A0c;",
       "[return]_[200]_[a\u00A0b\u00A0c];",
       {SyntaxErrorKind::blank_in_word, SyntaxErrorKind::blank_in_word}},
      {"listen\u00A080;", "[listen]_[80];", {SyntaxErrorKind::copied_blank}},
      {"a b\u200Bc;", "[a]_[b\u200Bc];", {SyntaxErrorKind::invisible_in_word}},
      {"a \u0645\u200C\u0645;", "[a]_[\u0645\u200C\u0645];", {}},  // Persian joins letters like that
      {"a \u201Cb c\u201D;", "[a]_[\u201Cb c\u201D];", {SyntaxErrorKind::smart_quotes}},
      {"a \u2018b; c\u2019{", "[a]_[\u2018b; c\u2019]{", {SyntaxErrorKind::smart_quotes}},
      {"a \u201Cb c\";", "[a]_[\u201Cb c\"];", {SyntaxErrorKind::smart_quotes}},
      {"a \"b c\u201D;", "[a]_[\"b c\u201D];", {SyntaxErrorKind::smart_quotes}},
      {"a \u201Cb;\nc \u201Dd;",
       "[a]_[\u201Cb];_[c]_[\u201Dd];",
       {SyntaxErrorKind::stray_smart_quote, SyntaxErrorKind::stray_smart_quote}},
      {"a don\u2019t \"\u201Eb\u201C \u00A0\"; #\u00A0",
       "[a]_[don\u2019t]_[\"\u201Eb\u201C \u00A0\"];_#",
       {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(shape(row.text), row.tokens) << row.text;
    Kinds kinds;
    for (const SyntaxError& error : lex(row.text).errors) kinds.push_back(error.kind);
    EXPECT_EQ(kinds, row.kinds) << row.text;
  }
}

TEST(Words, HaveNginxValues) {
  struct Row {
    const char* text;  // one word
    const char* value;
  };
  const Row rows[] = {
      {"a", "a"},
      {"\"a b\"", "a b"},
      {"''", ""},
      {"\"a\\\"b\\'c\\\\d\"", "a\"b'c\\d"},
      {"a\\tb\\nc\\rd", "a\tb\nc\rd"},
      {"\\.php$", "\\.php$"},  // any other escape keeps its backslash
      {"a\\ b", "a\\ b"},
      {"a\\", "a\\"},
      {"\"open", "open"},
      {"\u201Ca b\u201D", "a b"},  // as meant
      {"\u201Ca b\"", "a b"},
  };
  for (const Row& row : rows) {
    const std::string text = row.text;
    const Lexed lexed = lex(text);
    ASSERT_EQ(lexed.words.size(), 1u) << text;
    SyntaxTree tree;
    EXPECT_EQ(tree.value(lexed.words[0], text), row.value) << text;
  }
}

}  // namespace
}  // namespace stackengine::nginx
