// report/crossplane: the shape of crossplane's payload, and that nesting costs no stack.
#include "report/crossplane.h"

#include <gtest/gtest.h>

#include <string>

namespace stackengine::report {
namespace {

Crossplane parsed(const std::string& text, bool comments) {
  Workspace workspace;
  workspace.documents.push_back({"a.conf", text, DocumentKind::nginx});
  return to_crossplane(workspace, analyze(workspace), comments);
}

TEST(Crossplane, WritesDirectives) {
  struct Row {
    const char* text;
    bool comments;
    const char* parsed;
  };
  const Row rows[] = {
      {"user www;\nworker_processes 'auto'; # c\n", false,
       R"([{"directive":"user","line":1,"args":["www"]},{"directive":"worker_processes","line":2,"args":["auto"]}])"},
      {"events {\n  # c\n}\n", true,
       R"([{"directive":"events","line":1,"args":[],"block":[{"directive":"#","line":2,"args":[],"comment":" c"}]}])"},
      {"events {}\n#c", true,
       R"([{"directive":"events","line":1,"args":[],"block":[]},{"directive":"#","line":2,"args":[],"comment":"c"}])"},
      {"if ( $a = \"b c\" ) { return 200 \"\xFF\\\"\"; }", false,
       "[{\"directive\":\"if\",\"line\":1,\"args\":[\"$a\",\"=\",\"b "
       "c\"],\"block\":[{\"directive\":\"return\","
       "\"line\":1,\"args\":[\"200\",\"\xEF\xBF\xBD\\\"\"]}]}]"},
      {"access_by_lua_block { a = {} }", false,
       R"([{"directive":"access_by_lua_block","line":1,"args":[" a = {} "]}])"},
  };
  for (const Row& row : rows) {
    const Crossplane out = parsed(row.text, row.comments);
    EXPECT_FALSE(out.failed) << out.json;
    EXPECT_EQ(out.json,
              R"({"status":"ok","errors":[],"config":[{"file":"a.conf","status":"ok","errors":[],"parsed":)" +
                  std::string(row.parsed) + "}]}");
  }
}

TEST(Crossplane, NamesErrorsAsNginxDoes) {
  const Crossplane out = parsed("events {}\nnosuch 1;\n", false);
  EXPECT_TRUE(out.failed);
  EXPECT_EQ(
      out.json.find(
          R"({"status":"failed","errors":[{"file":"a.conf","error":"unknown directive \"nosuch\"","line":2}])"),
      0u)
      << out.json;
}

TEST(Crossplane, TakesAnyNesting) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "a{";
  EXPECT_GT(parsed(text, true).json.size(), text.size());
}

}  // namespace
}  // namespace stackengine::report
