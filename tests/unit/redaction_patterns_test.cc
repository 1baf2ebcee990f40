// The user's own regular expressions, which RE2 looks for.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "redaction/redaction.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

Redaction with_patterns(const std::string& text, const std::vector<std::string>& patterns) {
  const std::vector<Document> documents = {{"nginx.conf", text, DocumentKind::automatic}};
  Policy policy;
  policy.patterns = patterns;
  return redact(documents, Sources(intake::read(documents[0], 0).sources), policy);
}

struct PatternCase {
  const char* name;
  std::vector<std::string> patterns;
  const char* text;
  std::vector<const char*> found;
};

class Patterns : public testing::TestWithParam<PatternCase> {};

TEST_P(Patterns, FindValues) {
  const PatternCase& one = GetParam();
  const Redaction redaction = with_patterns(one.text, one.patterns);
  ASSERT_EQ(redaction.refusal, "");
  std::vector<std::string> words;
  for (const VaultEntry& entry : redaction.vault.entries) {
    if (entry.secret_class == SecretClass::word) words.push_back(entry.original);
  }
  ASSERT_EQ(words, std::vector<std::string>(one.found.begin(), one.found.end()));
  EXPECT_EQ(restore(redaction.texts[0], redaction.vault).text, one.text);
}

INSTANTIATE_TEST_SUITE_P(
    Redaction, Patterns,
    testing::Values(
        PatternCase{"Scheme", {"TKT-[0-9]{4,}"}, "# TKT-40312\nset $t TKT-40312;\n", {"TKT-40312"}},
        PatternCase{"Group", {"team=(\\w+)"}, "# team=falcon\n", {"falcon"}},
        PatternCase{"GroupThatDoesNotTakePart", {"a(b)?zzz"}, "# azzz\n", {"azzz"}},
        PatternCase{"LineEdges", {"^# owner: (.+)$"}, "# owner: jdoe\n# none\n", {"jdoe"}},
        PatternCase{"NeverOverALineEnd", {"falcon[^;]*"}, "# falcon one\n# two\n", {"falcon one"}},
        PatternCase{"CaseIsTheUsersChoice", {"(?i)falcon"}, "# Falcon\n", {"Falcon"}},
        PatternCase{"Benign", {"falcon"}, "listen 80;\n", {}}),
    [](const auto& info) { return info.param.name; });

TEST(Patterns, ThatCannotBeUsedRefuseTheWholeText) {
  for (const char* pattern : {"(", "a*", "", "(?P<x", "[z-a]", "\\1", "(?=x)", "x{1001}"}) {
    const Redaction redaction = with_patterns("listen 80;\n", {"fine", pattern});
    EXPECT_NE(redaction.refusal.find("`" + std::string(pattern) + "`"), std::string::npos)
        << redaction.refusal;
    EXPECT_TRUE(redaction.texts.empty());
  }
  EXPECT_NE(with_patterns("", std::vector<std::string>(65, "x")).refusal, "");
}

TEST(Patterns, DoNotBacktrack) {
  const std::string text(200000, 'a');
  EXPECT_EQ(with_patterns(text, {"(a+)+b"}).refusal, "");
}

}  // namespace
}  // namespace stackengine::redaction
