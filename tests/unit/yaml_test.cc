// YAML with spans, against libyaml's own traps: code points, BOM, CRLF, block scalars, aliases, depth.
#include "kubernetes/yaml.h"

#include <string>

#include "gtest/gtest.h"

namespace stackengine::kubernetes {
namespace {

// The text of the node that a path of keys and indexes leads to.
std::string text_at(const std::string& text, const Yaml& yaml, const std::vector<std::string>& path) {
  NodeId node = yaml.documents.front().root;
  for (const std::string& step : path) {
    if (step[0] == '#') {
      const std::vector<NodeId> children = yaml.children(node);
      const size_t index = std::stoul(step.substr(1));
      node = index < children.size() ? children[index] : kNoNode;
    } else {
      node = yaml.find(node, step);
    }
  }
  return node == kNoNode ? "(none)" : std::string(yaml.nodes[node].span.in(text));
}

struct SpanCase {
  const char* name;
  std::string text;
  std::vector<std::string> path;
  std::string want;
};

TEST(Yaml, SpansAreBytesOfTheText) {
  const SpanCase cases[] = {
      {"plain", "a: b # c\n", {"a"}, "b"},
      {"quotes belong to it", "a: \"b\\n\"\nc: 'd'\n", {"c"}, "'d'"},
      {"after code points", "ä: ö\nb: \"ü\"\n", {"b"}, "\"ü\""},
      {"behind a BOM",
       "\xEF\xBB\xBF"
       "a: b\n",
       {"a"},
       "b"},
      {"CRLF", "a: b\r\nc: d\r\n", {"c"}, "d"},
      {"literal, without the blank line behind it",
       "a: |\n  x;\n  y;\n\n# c\nb: 1\n",
       {"a"},
       "|\n  x;\n  y;"},
      {"folded with an indicator", "a: >-\n  x\n\nb: 1\n", {"a"}, ">-\n  x"},
      {"empty value", "a:\nb: 1\n", {"a"}, ""},
      {"block mapping", "a:\n  b: 1\n  c: 2\n\nd: 3\n", {"a"}, "b: 1\n  c: 2"},
      {"block mapping, without the comment behind it", "a:\n  b: 1\n  # c\nd: 3\n", {"a"}, "b: 1"},
      {"flow mapping", "a: {b: 1, c: [2, 3]}\n", {"a", "c"}, "[2, 3]"},
      {"sequence", "a:\n- b\n- c: d\n", {"a", "#1", "c"}, "d"},
      {"JSON", "{\"a\": {\"b\": [1, \"two\"]}}", {"a", "b", "#1"}, "\"two\""},
      {"alias", "a: &x {p: 1}\nb: *x\n", {"b", "p"}, "1"},
      {"the last of two equal keys", "a: 1\na: 2\n", {"a"}, "2"},
  };
  for (const SpanCase& one : cases) {
    EXPECT_EQ(text_at(one.text, parse_yaml(one.text), one.path), one.want) << one.name;
  }
}

TEST(Yaml, DocumentsAreReadOneByOne) {
  const std::string text = "a: 1\n---\nb: [1\n---\nc: 3\n";
  const Yaml yaml = parse_yaml(text);
  ASSERT_EQ(yaml.documents.size(), 3u);
  EXPECT_EQ(yaml.scalar(yaml.documents[0].root, "a"), "1");
  EXPECT_EQ(yaml.documents[1].root, kNoNode);
  EXPECT_EQ(yaml.scalar(yaml.documents[2].root, "c"), "3");
  ASSERT_EQ(yaml.errors.size(), 1u);
  EXPECT_GE(yaml.errors[0].offset, text.find("b:"));
  EXPECT_LE(yaml.errors[0].offset, text.find("c:"));
}

struct ErrorCase {
  const char* name;
  std::string text;
  std::string message;  // a part of it
};

TEST(Yaml, WhatIsRefusedNamesItsPlace) {
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += "[";
  const ErrorCase cases[] = {
      {"tab", "a:\n\tb: 1\n", "cannot start any token"},
      {"NUL", std::string("a: \0b\n", 6), "control characters are not allowed"},
      {"invalid UTF-8", "a: \xFF\n", "invalid"},
      {"depth", deep, "nested deeper than 200 levels"},
      {"duplicate key", "a: 1\nb: 2\na: 3\n", "duplicate key \"a\""},
      {"indentation", "a:\n  b: 1\n c: 2\n", "expected"},
  };
  for (const ErrorCase& one : cases) {
    const Yaml yaml = parse_yaml(one.text);
    ASSERT_FALSE(yaml.errors.empty()) << one.name;
    EXPECT_NE(yaml.errors[0].message.find(one.message), std::string::npos)
        << one.name << ": " << yaml.errors[0].message;
    EXPECT_LE(yaml.errors[0].offset, one.text.size()) << one.name;
  }
}

TEST(Yaml, AliasesAreNotExpanded) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 1; k < 10; ++k) text += ", " + before;
    text += "]\n";
  }
  const Yaml yaml = parse_yaml(text);
  ASSERT_EQ(yaml.errors.size(), 1u);
  EXPECT_EQ(yaml.errors[0].message, "aliases that expand to more than 100000 nodes");
  EXPECT_LT(yaml.nodes.size(), 2000u);
}

TEST(Yaml, AnAliasInsideOfItsAnchorStandsForNothing) {
  const Yaml yaml = parse_yaml("a: &a [*a, b]\n");
  EXPECT_TRUE(yaml.errors.empty());
  const NodeId alias = yaml.children(yaml.find(yaml.documents[0].root, "a"))[0];
  EXPECT_EQ(yaml.resolved(alias), kNoNode);
}

struct MergeCase {
  const char* name;
  std::string text;  // with a mapping `m`
  std::string want;  // of `m`: values of a, b and c
};

TEST(Yaml, MergesAreRead) {
  const MergeCase cases[] = {
      {"merged", "x: &x {a: 1, b: 2}\nm: {<<: *x, c: 3}\n", "1 2 3"},
      {"what stands there wins", "x: &x {a: 1, b: 2}\nm: {<<: *x, a: 3}\n", "3 2 -"},
      {"whatever the order", "x: &x {a: 1, b: 2}\nm: {a: 3, <<: *x}\n", "3 2 -"},
      {"the first of several wins", "x: &x {a: 1}\ny: &y {a: 2, b: 2}\nm: {<<: [*x, *y]}\n", "1 2 -"},
      {"merges of merges", "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nm: {<<: *y, c: 3}\n", "1 2 3"},
      {"a mapping in its place", "m: {<<: {a: 1}, b: 2}\n", "1 2 -"},
      {"two of them", "x: &x {a: 1}\ny: &y {b: 2}\nm:\n  <<: *x\n  <<: *y\n", "1 2 -"},
      {"in quotes it is a key", "x: &x {a: 1}\nm: {\"<<\": *x, b: 2}\n", "- 2 -"},
      {"inside of itself", "m: &m {<<: *m, a: 1}\n", "1 - -"},
  };
  for (const MergeCase& one : cases) {
    const Yaml yaml = parse_yaml(one.text);
    EXPECT_TRUE(yaml.errors.empty()) << one.name;
    const NodeId mapping = yaml.find(yaml.documents[0].root, "m");
    std::string found;
    size_t count = 0;
    for (const char* key : {"a", "b", "c"}) {
      const std::string value(yaml.scalar(mapping, key));
      count += value.empty() ? 0 : 1;
      found += (found.empty() ? "" : " ") + (value.empty() ? "-" : value);
    }
    EXPECT_EQ(found, one.want) << one.name;
    if (one.text.find('"') == std::string::npos) {
      EXPECT_EQ(yaml.entries(mapping).size(), 2 * count) << one.name;
    }
  }
}

TEST(Yaml, WhatAliasesStandForIsShared) {
  const Yaml yaml = parse_yaml("a: &a {b: &b c, d: e}\nf: &f g\nh: [*a]\ni: j\n");
  const NodeId root = yaml.documents[0].root;
  EXPECT_TRUE(yaml.nodes[yaml.find(root, "a")].shared);
  EXPECT_TRUE(yaml.nodes[yaml.find(yaml.find(root, "a"), "d")].shared);
  EXPECT_FALSE(yaml.nodes[yaml.find(root, "f")].shared);  // nobody uses it
  EXPECT_FALSE(yaml.nodes[yaml.find(root, "i")].shared);
}

TEST(Yaml, BreaksAndJsonBelowJsonBeginDocuments) {
  EXPECT_EQ(parse_yaml("a: 1\na: 2\n", {5}).documents.size(), 2u);
  EXPECT_EQ(parse_yaml("{\"a\": 1}\n{\"a\": 2}\n").documents.size(), 2u);
  EXPECT_EQ(parse_yaml("---\n{\"a\": 1}\n{\"a\": 2}\n").documents.size(), 2u);
  EXPECT_EQ(parse_yaml("# x\n{\"a\": 1}\n# y\n{\"a\": 2}\n").documents.size(), 2u);
  EXPECT_EQ(parse_yaml("{\n\"a\": {\n}\n}\n\n{\"a\": 2}\n").documents.size(), 2u);
  EXPECT_EQ(parse_yaml("{\"a\": [{\n},\n{\n}]}\n").documents.size(), 1u);
  EXPECT_EQ(parse_yaml("a: |\n  {}\n  {}\n").documents.size(), 1u);
}

TEST(Yaml, Templates) {
  for (const bool reads : {false, true}) {
    EXPECT_TRUE(is_template("name: {{ .Values.name }}\n", reads));
    EXPECT_TRUE(is_template("name: \"{{ .Values.name }}\"\n", reads));
    EXPECT_TRUE(is_template("{{- if .Values.x }}\na: b\n{{- end }}\n", reads));
    EXPECT_TRUE(is_template("a: {{ include \"x.name\" . }}\n", reads));
    EXPECT_TRUE(is_template("a: {{ $name }}\n", reads));
    EXPECT_FALSE(is_template("a: {b: {c: 1}}\n", reads));
    EXPECT_FALSE(is_template("a: b\n", reads));
  }
  EXPECT_FALSE(is_template("a: \"{{ $labels.instance }} is down\"\n", true));
  EXPECT_FALSE(is_template("# was HTTP, {{ not helm }}\na: b\n", true));
  EXPECT_TRUE(is_template("a: \"{{ $labels.instance }} is down\n", false));
}

}  // namespace
}  // namespace stackengine::kubernetes
