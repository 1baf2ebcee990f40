#include "text/ascii.h"

#include <gtest/gtest.h>

#include <string>

namespace stackengine {
namespace {

// The bytes of a class, in their order.
template <typename Class>
std::string members(Class is_member) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    if (is_member(static_cast<char>(byte))) bytes += static_cast<char>(byte);
  }
  return bytes;
}

const std::string kDigits = "0123456789";
const std::string kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const std::string kLower = "abcdefghijklmnopqrstuvwxyz";

TEST(Ascii, ClassesHoldTheseBytesAndNoOthers) {
  EXPECT_EQ(members(is_digit), kDigits);
  EXPECT_EQ(members(is_upper), kUpper);
  EXPECT_EQ(members(is_lower), kLower);
  EXPECT_EQ(members(is_alpha), kUpper + kLower);
  EXPECT_EQ(members(is_alnum), kDigits + kUpper + kLower);
  EXPECT_EQ(members(is_hex), kDigits + "ABCDEFabcdef");
  EXPECT_EQ(members(is_blank), "\t ");
  EXPECT_EQ(members(is_space), "\t\n\r ");
  EXPECT_EQ(members(is_word_byte), kDigits + kUpper + "_" + kLower);
  EXPECT_EQ(members(is_label_byte), "-" + kDigits + kUpper + "_" + kLower);
  EXPECT_EQ(members(is_name_byte), "-." + kDigits + kUpper + "_" + kLower);
}

TEST(Ascii, OnlyLettersOfAsciiHaveACase) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  std::string expected = all;
  for (size_t i = 0; i < kUpper.size(); ++i) expected[static_cast<size_t>(kUpper[i])] = kLower[i];
  EXPECT_EQ(lower_case(all), expected);
  EXPECT_TRUE(equals_ignoring_case(all, expected));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));  // as `A` and `a`, they differ in one bit
  EXPECT_FALSE(equals_ignoring_case("a", "aa"));
}

TEST(Ascii, TrimTakesSpacesFromTheEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n a\t b\r\n"), "a\t b");
  EXPECT_EQ(trim_left(" \ta "), "a ");
  EXPECT_EQ(trim(" \r\n"), "");
  EXPECT_EQ(trim("\xC2\xA0x"), "\xC2\xA0x");
}

}  // namespace
}  // namespace stackengine
