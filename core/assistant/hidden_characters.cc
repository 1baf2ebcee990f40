#include "assistant/hidden_characters.h"

#include <algorithm>
#include <cstdint>

#include "text/utf8.h"

namespace stackengine::assistant {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// Unicode's Default_Ignorable_Code_Point, Bidi_Control, line and paragraph separators, and the controls.
constexpr Range kHidden[] = {
    {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},
    {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

uint32_t code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return first;
  uint32_t value = first & (0x7Fu >> sequence.size());
  for (const char c : sequence.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
  return value;
}

// Bytes up to the next character; one for a byte that is none.
size_t step(std::string_view text, size_t at) { return std::max<size_t>(utf8_sequence_length(text, at), 1); }

std::string name_of(std::string_view character) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const bool valid = utf8_sequence_length(character, 0) == character.size();
  const uint32_t value = valid ? code_point(character) : static_cast<unsigned char>(character[0]);
  std::string name = valid ? "U+" : "byte ";
  int digits = valid ? 4 : 2;
  while (value >> (4 * digits) != 0) ++digits;
  while (digits-- > 0) name += kHex[(value >> (4 * digits)) & 0xF];
  return name;
}

}  // namespace

size_t hidden_character(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first >= 0x20 && first < 0x7F) return 0;
  if (first == '\r') return at + 1 < text.size() && text[at + 1] == '\n' ? 0 : 1;
  const size_t length = utf8_sequence_length(text, at);
  if (length == 0) return 1;
  const uint32_t value = code_point(text.substr(at, length));
  const auto holds = [&](const Range& range) { return range.first <= value && value <= range.last; };
  return std::any_of(std::begin(kHidden), std::end(kHidden), holds) ? length : 0;
}

std::vector<std::string> new_hidden_characters(std::string_view before, std::string_view after) {
  std::vector<std::string> found;
  const auto collect = [](std::string_view text) {
    std::vector<std::string_view> characters;
    for (size_t i = 0; i < text.size(); i += step(text, i)) {
      if (const size_t length = hidden_character(text, i)) characters.push_back(text.substr(i, length));
    }
    std::sort(characters.begin(), characters.end());
    return characters;
  };
  const std::vector<std::string_view> had = collect(before);
  const std::vector<std::string_view> has = collect(after);
  std::vector<std::string_view> more;
  std::set_difference(has.begin(), has.end(), had.begin(), had.end(), std::back_inserter(more));
  more.erase(std::unique(more.begin(), more.end()), more.end());
  for (const std::string_view character : more) found.push_back(name_of(character));
  return found;
}

std::string with_visible_characters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const std::string_view character = text.substr(i, step(text, i));
    if (hidden_character(text, i) == 0) {
      out += character;
    } else {
      out += "<" + name_of(character) + ">";
    }
    i += character.size();
  }
  return out;
}

}  // namespace stackengine::assistant
