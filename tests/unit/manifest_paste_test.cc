// Manifests as they are pasted: several in one text, JSON, columns and indentation before them, YAML that is
// no manifest.
#include <string>
#include <vector>

#include "engine.h"
#include "gtest/gtest.h"
#include "kubernetes/manifest_lines.h"

namespace stackengine::kubernetes {
namespace {

struct LinesCase {
  const char* name;
  std::string text;
  std::vector<Span> want;
};

TEST(ManifestLines, FindsManifestsAmongOtherLines) {
  const std::string json = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"a {"}})";
  const std::string pretty = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\"\n}\n";
  const LinesCase cases[] = {
      {"YAML", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n", {{0, 3}}},
      {"JSON on one line", json + "\n", {{0, 1}}},
      {"JSON and a log line", json + "\nx [error] y\n", {{0, 1}}},
      {"a log line and JSON", "x [error] y\n" + pretty + "x\n", {{1, 5}}},
      {"JSON below JSON", json + "\n" + json + "\n", {{0, 1}, {1, 2}}},
      {"JSON, then YAML", json + "\nkind: Pod\nspec: {}\n", {{0, 1}, {1, 3}}},
      {"a comment above JSON", "# mine\n---\n" + json + "\n", {{0, 3}}},
      {"a string that does not end", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\nx\n", {{0, 1}}},
      {"JSON that is cut off", pretty.substr(0, pretty.size() - 2) + "x\n", {{0, 3}}},
      {"JSON with a brace too many", pretty + "}\nserver {\n}\n", {{0, 4}}},
      {"braces of nginx",
       "server\n{\n  # \"apiVersion\"\n  listen 80;\n}\napiVersion: v1\nkind: Pod\n",
       {{5, 7}}},
      {"what `kubectl describe` prints",
       "apiVersion: v1\nkind: Pod\n\nName:  a\nEvents:\n  x: y: z\n",
       {{0, 2}}},
      {"an indented fence", "   ```yaml\napiVersion: v1\nkind: Pod\n   ```\nwords\n", {{1, 3}}},
  };
  for (const LinesCase& one : cases) EXPECT_EQ(manifest_lines(one.text), one.want) << one.name;
}

struct IndentationCase {
  const char* name;
  std::string text;
  size_t lines;  // that lose blanks
};

TEST(ManifestLines, IndentationOfAWholeManifestIsACopysOnly) {
  const IndentationCase cases[] = {
      {"all of the text", "    apiVersion: v1\n    kind: Pod\n    spec:\n      x: y\n", 4},
      {"below a label", "Mine:\n\n    apiVersion: v1\n    kind: Pod\n\nNo key.\n", 2},
      {"below a sentence", "This is mine:\n\n    apiVersion: v1\n    kind: Pod\n\nHelp!\n", 2},
      {"in a fence", "1. x\n   ```yaml\n   apiVersion: v1\n   kind: Pod\n   ```\n", 2},
      {"not indented", "apiVersion: v1\nkind: Pod\n", 0},
      {"a part of a manifest", "spec:\n  scaleTargetRef:\n    apiVersion: v1\n    kind: Pod\n", 0},
      {"a part of a manifest, below an empty line", "spec:\n\n    apiVersion: v1\n    kind: Pod\n", 0},
      {"other code", "    server {\n    apiVersion: v1\n    }\n", 0},
  };
  for (const IndentationCase& one : cases)
    EXPECT_EQ(indentation_of_manifests(one.text).size(), one.lines) << one.name;
}

TEST(ManifestLines, OtherYamlIsYamlToItsEnd) {
  EXPECT_TRUE(is_other_yaml("replicaCount: 1\nimage:\n  tag: x\n"));
  EXPECT_TRUE(is_other_yaml("services:\n  web: {image: nginx}\n"));
  EXPECT_TRUE(is_other_yaml("# a comment\n---\nservices:\n  web: {image: nginx}\n"));
  EXPECT_FALSE(is_other_yaml("user www-data;\n"));
  EXPECT_FALSE(is_other_yaml("a: b\n"));  // may be anything
  EXPECT_FALSE(is_other_yaml("a: b\nc: d\nlisten 80;\n"));
  EXPECT_FALSE(is_other_yaml("a:\n  b: c\n d: e\n"));
  EXPECT_FALSE(is_other_yaml("- a\n- b\n"));
  EXPECT_FALSE(is_other_yaml(""));
}

// The article's diff comes out of its "before" as a whole when that alternative is chosen; by default only
// what is about the protocol.
TEST(ProbeSchemeImplicit, TheArticlesDiff) {
  const std::string before =
      "readinessProbe:\n  httpGet:\n    path: /healthz\n    port: 8080\n    # No scheme specified\n";
  Workspace workspace;
  workspace.documents.push_back({"probe.yaml", before, DocumentKind::automatic});
  const Analysis analysis = analyze(workspace);
  ASSERT_EQ(analysis.diagnostics.size(), 1u);
  ASSERT_EQ(analysis.diagnostics[0].fixes.size(), 3u);
  Choices choices;
  choices.chosen = {{0, 2}};
  EXPECT_EQ(
      refactor(workspace, analysis, choices).files[0].after,
      "readinessProbe:\n  httpGet:\n    path: /healthz\n    port: 8080\n    scheme: HTTP\n"
      "    # No scheme specified\n  initialDelaySeconds: 5\n  periodSeconds: 10\n  failureThreshold: 3\n");
  choices.chosen.clear();
  choices.unsafe = true;
  EXPECT_EQ(refactor(workspace, analysis, choices).files[0].after,
            "readinessProbe:\n  httpGet:\n    path: /healthz\n    port: 8080\n    scheme: HTTP\n"
            "    # No scheme specified\n");
}

// A probe whose timing is written, or that has no lines of its own, is not written out.
TEST(ProbeSchemeImplicit, WritesOutWhatIsNotWritten) {
  for (const char* text : {"readinessProbe:\n  httpGet:\n    port: 8080\n  periodSeconds: 5\n",
                           "readinessProbe: {httpGet: {port: 8080}}\n"}) {
    Workspace workspace;
    workspace.documents.push_back({"probe.yaml", text, DocumentKind::automatic});
    const Analysis analysis = analyze(workspace);
    ASSERT_EQ(analysis.diagnostics.size(), 1u) << text;
    EXPECT_EQ(analysis.diagnostics[0].fixes.size(), 2u) << text;
  }
}

}  // namespace
}  // namespace stackengine::kubernetes
