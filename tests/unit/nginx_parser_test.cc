// nginx/parser: the tree, and one error for one mistake at the place where the mistake is.
#include <gtest/gtest.h>

#include <string>

#include "nginx/parser.h"
#include "text/line_index.h"

namespace stackengine::nginx {
namespace {

// The tree in one line: `name(arguments)` with `{…}` for a block, `!` for a missing end.
std::string shape(const SyntaxTree& tree, const std::string& text, DirectiveId parent = kNoDirective) {
  std::string out;
  for (const DirectiveId id : tree.children(parent)) {
    if (!out.empty()) out += ' ';
    out += tree.name(id, text);
    for (uint32_t i = 0; i < tree.argument_count(id); ++i)
      out += (i == 0 ? "(" : ",") + tree.argument(id, i, text);
    if (tree.argument_count(id) > 0) out += ')';
    if (tree.is_block(id)) out += "{" + shape(tree, text, id) + "}";
    if (tree.directives[id].terminator == Terminator::missing || !tree.directives[id].closed) out += '!';
  }
  return out;
}

// Errors in one line: kind@line.
std::string errors(const Parsed& parsed, const std::string& text) {
  const char* const names[] = {"semicolon", "unclosed", "close", "open", "surplus", "quote", "after"};
  const LineIndex lines(text);
  std::string out;
  for (const SyntaxError& error : parsed.errors) {
    if (!out.empty()) out += ' ';
    out += names[static_cast<size_t>(error.kind)] + ("@" + std::to_string(lines.at(error.span.start).line));
  }
  return out;
}

struct Row {
  const char* text;
  const char* tree;
  const char* errors;
};

void check(const Row& row) {
  const std::string text = row.text;
  const Parsed parsed = parse(text);
  EXPECT_EQ(shape(parsed.tree, text), row.tree) << text;
  EXPECT_EQ(errors(parsed, text), row.errors) << text;
  EXPECT_EQ(print(parsed.tree, text), text);
}

TEST(Parser, ReadsValidText) {
  const Row rows[] = {
      {"", "", ""},
      {"# only a comment", "", ""},
      {"user nobody;", "user(nobody)", ""},
      {"http{server{listen 80;}}", "http{server{listen(80)}}", ""},
      {"events {}", "events{}", ""},
      {"if ($a = b) { return 403; }", "if(($a,=,b)){return(403)}", ""},
      {"map $a $b { default proxy_pass; listen 80; }", "map($a,$b){default(proxy_pass) listen(80)}", ""},
      {"server_name a\n  listen b;", "server_name(a,listen,b)", ""},  // nginx accepts it: no error of ours
      {"proxy_set_header\nHost\n$host;", "proxy_set_header(Host,$host)", ""},
  };
  for (const Row& row : rows) check(row);
}

TEST(Parser, AnArgumentThatIsNotThereIsEmpty) {
  const std::string text = "load_module;";
  const Parsed parsed = parse(text);
  EXPECT_EQ(parsed.tree.argument_count(0), 0u);
  EXPECT_EQ(parsed.tree.argument(0, 0, text), "");
}

TEST(Parser, FindsTheMissingSemicolon) {
  const Row rows[] = {
      {"upstream u {\n server a:1\n keepalive 2;\n}", "upstream(u){server(a:1)! keepalive(2)}",
       "semicolon@2"},
      {"upstream u {\n server a:1\n server b:1\n}", "upstream(u){server(a:1)! server(b:1)!}",
       "semicolon@2 semicolon@3"},
      {"server {\n listen 80\n location / {\n return 204;\n }\n}",
       "server{listen(80)! location(/){return(204)}}", "semicolon@2"},
      {"location / { return 204 }", "location(/){return(204)!}", "semicolon@1"},
      {"user nobody", "user(nobody)!", "semicolon@1"},
      {"foo bar\nproxy_pass http://a;", "foo(bar)! proxy_pass(http://a)", "semicolon@1"},
      {"server_name a\nlocation / { return 204; }", "server_name(a)! location(/){return(204)}",
       "semicolon@1"},
  };
  for (const Row& row : rows) check(row);
}

TEST(Parser, FindsTheUnclosedBlockByIndentation) {
  const Row rows[] = {
      {"upstream u {\n  server a:1;\n\nserver {\n  listen 80;\n}\n",
       "upstream(u){server(a:1)}! server{listen(80)}", "unclosed@1"},
      {"http {\n  server {\n    listen 80;\n  upstream u {\n    server a:1;\n  }\n}\n",
       "http{server{listen(80)}! upstream(u){server(a:1)}}", "unclosed@2"},
      {"server {\n  location / {\n    return 204;\n}\n", "server{location(/){return(204)}!}", "unclosed@2"},
      {"http {\nserver {\nlisten 80;\n}\n", "http{server{listen(80)}}!", "unclosed@1"},
      {"http { server { listen 80;", "http{server{listen(80)}!}!", "unclosed@1 unclosed@1"},
  };
  for (const Row& row : rows) check(row);
}

TEST(Parser, GoesOnBehindStrayTokens) {
  const Row rows[] = {
      {"}\nuser a;", "user(a)", "close@1"}, {"a {}\n}\nb;", "a{} b", "close@2"},
      {"a;;b;", "a b", "surplus@1"},        {"{ a; }\nb;", "a b", "open@1"},
      {"a \"b;\nc;", "a(b) c", "quote@1"},  {"a \"b\"c;", "a(b,c)", "after@1"},
  };
  for (const Row& row : rows) check(row);
}

TEST(Parser, SurvivesDeepNesting) {
  const std::string text(200000, '{');
  EXPECT_EQ(print(parse(text).tree, text), text);
  std::string named;
  for (int i = 0; i < 100000; ++i) named += "a{";
  const Parsed parsed = parse(named);
  EXPECT_EQ(parsed.tree.directives.size(), 100000u);
  EXPECT_EQ(parsed.errors.size(), 100000u);
}

}  // namespace
}  // namespace stackengine::nginx
