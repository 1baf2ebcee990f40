// nginx code inside of manifests: what is read, and where its edits go in the YAML around it.
#include "kubernetes/embedded.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stackengine::kubernetes {
namespace {

const std::string kHead = "apiVersion: v1\nkind: ConfigMap\ndata:\n";

struct ReadCase {
  const char* name;
  std::string data;
  std::vector<std::string> code;
};

TEST(Embedded, ReadsWhatIsNginx) {
  const ReadCase cases[] = {
      {"literal block",
       "  a.conf: |\n    server {\n\n      listen 80;\n    }\n",
       {"server {\n\n  listen 80;\n}\n"}},
      {"kept line ends", "  a.conf: |+\n    listen 80;\n\n  b: c\n", {"listen 80;\n"}},
      {"CRLF", "  a.conf: |\r\n    listen 80;\r\n    listen 81;\r\n", {"listen 80;\r\nlisten 81;\r\n"}},
      {"no last line end", "  a.conf: |\n    listen 80;", {"listen 80;"}},
      {"quoted", "  http-snippet: \"gzip on;\"\n", {"gzip on;"}},
      {"plain", "  http-snippet: gzip on;\n", {"gzip on;"}},
      {"escapes", "  http-snippet: \"gzip\\ton;\"\n", {}},
      {"folded", "  a.conf: >\n    listen 80;\n", {}},
      {"indentation as a number", "  a.conf: |2\n    listen 80;\n", {}},
      {"rules of ModSecurity", "  modsecurity-snippet: \"SecRuleEngine On;\"\n", {}},
      {"another program's file", "  redis.conf: |\n    maxmemory 2mb\n", {}},
      {"two", "  http-snippet: gzip on;\n  server-snippet: gzip off;\n", {"gzip on;", "gzip off;"}},
  };
  for (const ReadCase& one : cases) {
    const std::string text = kHead + one.data;
    const Manifest manifest(text);
    std::vector<std::string> code;
    for (const Embedded& embedded : embedded_nginx(manifest)) {
      code.push_back(embedded.code.text);
      for (uint32_t i = 0; i < embedded.code.text.size(); ++i) {  // each byte is one of the manifest's
        const Span span = to_manifest(embedded, Span{i, i + 1});
        ASSERT_EQ(span.in(text), std::string_view(embedded.code.text).substr(i, 1)) << one.name;
      }
    }
    EXPECT_EQ(code, one.code) << one.name;
  }
}

struct EditCase {
  const char* name;
  Span span;         // of the code `server {\n  listen 80;\n}\n`
  std::string text;  // in its place
};

// An edit of the code, made in the YAML, gives the same code as when it is made in the code.
TEST(Embedded, EditsOfTheCodeHoldInTheYaml) {
  const EditCase cases[] = {
      {"a word", {11, 17}, "server_name"},
      {"at a line's start", {9, 9}, "  gzip on;\n"},
      {"at a line's end", {21, 21}, "\n  gzip on;"},
      {"a line", {9, 22}, ""},
      {"several lines", {9, 22}, "  a on;\n\n  b on;\n"},
      {"behind the end", {24, 24}, "events {}\n"},
      {"the last line", {22, 24}, ""},
      {"the last line by two", {22, 24}, "  a on;\n}\n"},
      {"from the middle to the end", {15, 24}, " 81;\n}\n"},
      {"everything", {0, 24}, "gzip on;\n"},
      {"at the beginning", {0, 0}, "gzip on;\n"},
  };
  const std::string code = "server {\n  listen 80;\n}\n";
  for (const std::string& behind : {std::string(), std::string("  other: 1\n")}) {
    const std::string text = kHead + "  a.conf: |\n    server {\n      listen 80;\n    }\n" + behind;
    const Manifest manifest(text);
    const std::vector<Embedded> list = embedded_nginx(manifest);
    ASSERT_EQ(list.size(), 1u);
    ASSERT_EQ(list[0].code.text, code);
    for (const EditCase& one : cases) {
      const auto edit = to_manifest(list[0], Edit{{1, one.span}, one.text});
      ASSERT_TRUE(edit) << one.name;
      const std::string after = apply_edits(text, {*edit});
      const Manifest fixed(after);
      ASSERT_TRUE(fixed.yaml().errors.empty()) << one.name << "\n" << after;
      const NodeId data = fixed.yaml().find(fixed.yaml().documents[0].root, "data");
      EXPECT_EQ(fixed.yaml().scalar(data, "a.conf"), apply_edits(code, {{{1, one.span}, one.text}}))
          << one.name << "\n"
          << after;
      EXPECT_EQ(fixed.yaml().scalar(data, "other"), behind.empty() ? "" : "1") << one.name;
    }
  }
}

TEST(Embedded, OneLineHoldsWhatItsStyleCan) {
  const std::string text = kHead + "  http-snippet: 'gzip on'\n";
  const Manifest manifest(text);
  const std::vector<Embedded> list = embedded_nginx(manifest);
  ASSERT_EQ(list.size(), 1u);
  const auto edit = to_manifest(list[0], Edit{{1, {7, 7}}, ";\n  etag off;"});
  ASSERT_TRUE(edit);
  EXPECT_EQ(apply_edits(text, {*edit}), kHead + "  http-snippet: 'gzip on; etag off;'\n");
  EXPECT_FALSE(to_manifest(list[0], Edit{{1, {7, 7}}, "'"}));
  EXPECT_FALSE(to_manifest(list[0], Edit{{1, {7, 7}}, " # a comment"}));
}

}  // namespace
}  // namespace stackengine::kubernetes
