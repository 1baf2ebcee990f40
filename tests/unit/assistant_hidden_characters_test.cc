// What is shown of an answer: characters that can be seen stay, in any script; the others get a name.
#include <gtest/gtest.h>

#include "assistant/hidden_characters.h"

namespace stackengine::assistant {
namespace {

TEST(HiddenCharacters, AreNamedAndOthersStay) {
  const struct {
    std::string_view text;
    std::string_view want;
  } cases[] = {
      {"", ""},
      {"plain\tand\r\nlines\n", "plain\tand\r\nlines\n"},
      {"Größe — „HTTP“ 日本 🧭", "Größe — „HTTP“ 日本 🧭"},
      {"a\u202Eb", "a<U+202E>b"},
      {"ö\u200Bö", "ö<U+200B>ö"},
      {"\x1B[31mö", "<U+001B>[31mö"},
      {"a\rb", "a<U+000D>b"},
      {"ö\xFF\xC3", "ö<byte FF><byte C3>"},
      {"\U000E0041x", "<U+E0041>x"},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(with_visible_characters(text), want) << want;
}

TEST(HiddenCharacters, AreNewOnlyWhereTheyWereNot) {
  const struct {
    std::string_view before;
    std::string_view after;
    std::vector<std::string> want;
  } cases[] = {
      {"", "# Größe 🧭", {}},
      {"# ö", "# ö\u200B", {"U+200B"}},
      {"# ö\u200B", "# ü\u200B", {}},
      {"\xFFö", "\xFFöä\xFE", {"byte FE"}},
  };
  for (const auto& [before, after, want] : cases)
    EXPECT_EQ(new_hidden_characters(before, after), want) << after;
}

}  // namespace
}  // namespace stackengine::assistant
