// nginx/lexer and the values of words: nginx's token rules (ngx_conf_file.c, ngx_conf_read_token), each as
// measured on 1.22.1.
#include <gtest/gtest.h>

#include <string>

#include "nginx/lexer.h"

namespace stackengine::nginx {
namespace {

// Tokens as text: words in [], everything else as it stands, white space as `_`, comments as `#`.
std::string shape(const std::string& text) {
  std::string out;
  for (const Token& token : lex(text, {}).tokens) {
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
      case TokenKind::hole:
        out += '~';
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
    EXPECT_TRUE(lex(row.text, {}).errors.empty()) << row.text;
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
    const Lexed lexed = lex(row.text, {});
    ASSERT_EQ(lexed.errors.size(), 1u) << row.text;
    EXPECT_EQ(lexed.errors[0].kind, row.kind) << row.text;
  }
}

TEST(Lexer, LeavesHolesOut) {
  const std::string text = "a\nLOG { ; \"\nb;\n";
  const Lexed lexed = lex(text, {{2, 12}});
  ASSERT_EQ(lexed.words.size(), 2u);
  EXPECT_EQ(lexed.words[0].span.in(text), "a");
  EXPECT_EQ(lexed.words[1].span.in(text), "b");
  EXPECT_TRUE(lexed.errors.empty());
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
  };
  for (const Row& row : rows) {
    const std::string text = row.text;
    const Lexed lexed = lex(text, {});
    ASSERT_EQ(lexed.words.size(), 1u) << text;
    SyntaxTree tree;
    EXPECT_EQ(tree.value(lexed.words[0], text), row.value) << text;
  }
}

}  // namespace
}  // namespace stackengine::nginx
