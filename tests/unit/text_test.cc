// text/: positions, edits, and the unified diff.
#include <gtest/gtest.h>

#include <string>

#include "text/diff.h"
#include "text/edit.h"
#include "text/line_index.h"
#include "text/utf8.h"

namespace stackengine {
namespace {

TEST(LineIndex, FindsLineAndColumn) {
  struct Row {
    const char* text;
    uint32_t offset;
    uint32_t line;
    uint32_t column;
  };
  const Row rows[] = {
      {"", 0, 1, 1},       {"a", 1, 1, 2},      {"a\nb", 0, 1, 1},
      {"a\nb", 1, 1, 2},   {"a\nb", 2, 2, 1},   {"a\nb\n", 4, 3, 1},
      {"a\r\nb", 3, 2, 1}, {"\n\n\n", 2, 3, 1}, {"\xC3\xA4x", 2, 1, 3},
  };
  for (const Row& row : rows) {
    const LineColumn at = LineIndex(row.text).at(row.offset);
    EXPECT_EQ(at.line, row.line) << row.text << "@" << row.offset;
    EXPECT_EQ(at.column, row.column) << row.text << "@" << row.offset;
  }
}

TEST(LineIndex, LeavesOutLineEnds) {
  const std::string text = "a\r\nbc\n\nd";
  const LineIndex lines(text);
  EXPECT_EQ(lines.line_count(), 4u);
  EXPECT_EQ(lines.line(1, text).in(text), "a");
  EXPECT_EQ(lines.line(2, text).in(text), "bc");
  EXPECT_EQ(lines.line(3, text).in(text), "");
  EXPECT_EQ(lines.line(4, text).in(text), "d");
}

TEST(Utf16Index, CountsCodeUnits) {
  struct Row {
    const char* text;
    uint32_t bytes;
    uint32_t units;
  };
  const Row rows[] = {
      {"abc", 2, 2},
      {"\xC3\xA4"
       "b",
       2, 1},  // two bytes, one unit
      {"\xE2\x80\x94"
       "b",
       4, 2},  // three bytes, one unit
      {"\xF0\x9F\x98\x80"
       "b",
       4, 2},  // four bytes, a surrogate pair
      {"\xFF\xFF"
       "b",
       2, 2},                  // no valid UTF-8: one unit a byte
      {"\xC3", 1, 1},          // cut off
      {"\xED\xA0\x80", 3, 3},  // an encoded surrogate is not valid
      {"\xC3\xA4\xC3\xA4x\xC3\xA4", 5, 3},
  };
  for (const Row& row : rows) EXPECT_EQ(Utf16Index(row.text).to_utf16(row.bytes), row.units) << row.text;
}

TEST(Utf8, AcceptsOnlyWellFormedSequences) {
  EXPECT_TRUE(is_valid_utf8("a\xC3\xA4\xE2\x80\x94\xF0\x9F\x98\x80"));
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << text;
  }
}

Edit edit(uint32_t start, uint32_t end, const char* text) { return {{0, {start, end}}, text}; }

TEST(Edit, AppliesInOnePass) {
  EXPECT_EQ(apply_edits("abc", {}), "abc");
  EXPECT_EQ(apply_edits("abc", {edit(1, 2, "X")}), "aXc");
  EXPECT_EQ(apply_edits("abc", {edit(3, 3, "!"), edit(0, 0, ">")}), ">abc!");
  EXPECT_EQ(apply_edits("abc", {edit(1, 1, "1"), edit(1, 1, "2")}), "a12bc");  // order of insertions is kept
  EXPECT_EQ(apply_edits("abc", {edit(1, 2, ""), edit(1, 2, "")}), "ac");       // the same edit counts once
  EXPECT_EQ(apply_edits("", {edit(0, 0, "x")}), "x");
}

TEST(Edit, KnowsWhatGoesTogether) {
  EXPECT_TRUE(compatible(edit(0, 2, "x"), edit(2, 4, "y")));
  EXPECT_TRUE(compatible(edit(0, 2, "x"), edit(0, 2, "x")));
  EXPECT_FALSE(compatible(edit(0, 2, "x"), edit(0, 2, "y")));
  EXPECT_FALSE(compatible(edit(0, 3, "x"), edit(2, 4, "y")));
  EXPECT_TRUE(compatible(edit(0, 3, "x"), edit(3, 3, "y")));
  EXPECT_TRUE(compatible(edit(0, 3, "x"), edit(0, 0, "y")));
  EXPECT_FALSE(compatible(edit(0, 3, "x"), edit(1, 1, "y")));  // would vanish inside the replaced range
  EXPECT_TRUE(compatible({{0, {0, 3}}, "x"}, {{1, {1, 1}}, "y"}));
}

std::string diff(const std::string& before, const std::string& after, const char* name = "f") {
  return unified_diff(name, before, after, diff_lines(before, after));
}

TEST(Diff, IsWhatPatchReads) {
  EXPECT_EQ(diff("a\n", "a\n"), "");
  EXPECT_EQ(diff("a\nb\n", "a\nc\n"), "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
  EXPECT_EQ(diff("", "a\n"), "--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
  EXPECT_EQ(diff("a\n", ""), "--- a/f\n+++ b/f\n@@ -1,1 +0,0 @@\n-a\n");
  EXPECT_EQ(diff("a", "a\n"), "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
  EXPECT_EQ(diff("a\r\n", "b\r\n"), "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\r\n+b\r\n");
}

TEST(Diff, JoinsHunksWhoseContextsTouch) {
  const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  EXPECT_EQ(diff(before, "x\n2\n3\n4\n5\n6\n7\ny\n9\n"),
            "--- a/f\n+++ b/f\n@@ -1,9 +1,9 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n 9\n");
  EXPECT_EQ(diff(before, "x\n2\n3\n4\n5\n6\n7\n8\ny\n"),
            "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
}

TEST(Diff, QuotesNamesAsGitDoes) {
  EXPECT_EQ(diff("a\n", "b\n", "x y").substr(0, 20), "--- a/x y\t\n+++ b/x y");
  EXPECT_EQ(diff("a\n", "b\n", "q\"\n").substr(0, 17), "--- \"a/q\\\"\\012\"\n+");
}

TEST(Diff, ChangesCoverExactlyWhatDiffers) {
  const std::string before = "a\nb\nc\nd\n";
  const std::string after = "a\nX\nc\nY\nd\n";
  const std::vector<Change> changes = diff_lines(before, after);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].before.in(before), "b\n");
  EXPECT_EQ(changes[0].after.in(after), "X\n");
  EXPECT_EQ(changes[1].before.in(before), "");
  EXPECT_EQ(changes[1].after.in(after), "Y\n");
  EXPECT_EQ(changes[1].before_line, 4u);
  EXPECT_EQ(changes[1].after_line, 4u);
}

}  // namespace
}  // namespace stackengine
