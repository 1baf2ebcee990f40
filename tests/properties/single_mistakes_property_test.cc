// Property 1 of the design on the configurations of tests/differential, and on every single one of their
// mistakes in punctuation: each mark dropped, doubled, and the text cut behind it. Nothing is lost, and
// tokens tile the text.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "golden/golden_case.h"
#include "nginx/parser.h"

namespace stackengine {
namespace {

constexpr std::string_view kMarks = ";{}\"'#\\$\n";

bool loses_nothing(const std::string& text) {
  const nginx::Parsed parsed = nginx::parse(text);
  uint32_t end = 0;
  for (const nginx::Token& token : parsed.tree.tokens) {
    if (token.span.start != end || token.span.end <= end) return false;
    end = token.span.end;
  }
  return end == text.size() && print(parsed.tree, text) == text;
}

TEST(Property, ParsingLosesNothingOfASingleMistake) {
  const std::string folder = STACKENGINE_SOURCE_DIR "/tests/differential/valid/";
  const std::vector<std::string> names = golden::list(folder);
  ASSERT_GE(names.size(), 80u);
  for (const std::string& name : names) {
    const std::string text = golden::read(folder + name);
    ASSERT_TRUE(loses_nothing(text)) << name;
    for (size_t at = 0; at < text.size(); ++at) {
      if (kMarks.find(text[at]) == std::string_view::npos) continue;
      const std::string before = text.substr(0, at);
      const std::string after = text.substr(at + 1);
      ASSERT_TRUE(loses_nothing(before + after)) << name << ": dropped at " << at;
      ASSERT_TRUE(loses_nothing(before + text[at] + text[at] + after)) << name << ": doubled at " << at;
      ASSERT_TRUE(loses_nothing(before + text[at])) << name << ": cut behind " << at;
    }
  }
}

}  // namespace
}  // namespace stackengine
