// nginx/lua_block: where a Lua body ends (Lua 5.1 manual, section 2.1), and scripts in quotes, which need
// nothing special.
#include "nginx/lua_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "nginx/lexer.h"

namespace stackengine::nginx {
namespace {

TEST(LuaBlock, EndsAtItsBrace) {
  // `@` stands before the brace that ends the body; it is taken out.
  const char* const rows[] = {
      "@}",
      " a = {} @}",
      " a = { b = { 1 } } @} }",
      " s = '}' @}",
      " s = \"}\" @}",
      " s = '\\'}' @}",
      " s = '\\\\' @} '",
      " s = [[ } ' ]] @}",
      " s = [=[ } ]] ]=] @}",
      " s = [==[ ]=] } ]==] @}",
      " x = t[a[1]] @}",
      " -- it's }\n @}",
      " --[[ } \n } ]] @}",
      " --[==[ } ]] ]==] @}",
      " --[ }\n @}",
      " x = 1 - -1 @}",
      " s = '--' @} --",
  };
  for (const std::string row : rows) {
    const size_t end = row.find('@');
    const std::string text = row.substr(0, end) + row.substr(end + 1);
    EXPECT_EQ(end_of_lua_block(text, 0), end) << row;
  }
}

TEST(LuaBlock, ReachesTheEndOfAnUnclosedBody) {
  for (const std::string text : {"", " a = {", " s = [[ }", " --[[ }", " s = '\\", " -- }"}) {
    EXPECT_EQ(end_of_lua_block(text, 0), text.size()) << text;
  }
}

TEST(LuaBlock, ANameInQuotesIsTheSameName) {
  for (const std::string name :
       {"content_by_lua_block", "\"content_by_lua_block\"", "'content_by_lua_block'"}) {
    const Lexed lexed = lex(name + " { if a then s = '}' end }");
    EXPECT_TRUE(lexed.errors.empty()) << name;
    const auto blocks = std::count_if(lexed.tokens.begin(), lexed.tokens.end(),
                                      [](const Token& one) { return one.kind == TokenKind::raw_block; });
    EXPECT_EQ(blocks, 1) << name;
  }
}

TEST(LuaBlock, ScriptsInQuotesAreWords) {
  for (const std::string text :
       {"perl 'sub { my $r = shift; return OK; }';", "js_set $a \"function { return 1; }\";",
        "content_by_lua 'ngx.say(\"}\") -- ; {';"}) {
    const Lexed lexed = lex(text);
    EXPECT_TRUE(lexed.errors.empty()) << text;
    EXPECT_EQ(lexed.tokens.back().kind, TokenKind::semicolon) << text;
    EXPECT_EQ(lexed.words.back().span.end + 1, text.size()) << text;
  }
}

}  // namespace
}  // namespace stackengine::nginx
