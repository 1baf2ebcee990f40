// A closed list of words that costs little more memory than its text: one literal, a word a line, sorted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stackengine::redaction {

// `text` begins and ends with LF, its lines are sorted by bytes and in lower case, and it is shorter than 64
// KiB.
class WordList {
 public:
  constexpr explicit WordList(std::string_view text) : text_(text) {
    for (size_t at = 1; at < text.size(); at = text.find('\n', at) + 1) {
      const size_t slot = slot_of(text[at]);
      if (starts_[slot] == 0) starts_[slot] = static_cast<uint16_t>(at);
      ends_[slot] = static_cast<uint16_t>(text.find('\n', at) + 1);
    }
  }

  // `word` in lower case.
  bool contains(std::string_view word) const;

  constexpr std::string_view text() const { return text_; }

  constexpr bool is_sorted() const {
    std::string_view previous;
    for (size_t at = 1; at < text_.size();) {
      const size_t end = text_.find('\n', at);
      const std::string_view line = text_.substr(at, end - at);
      if (!previous.empty() && previous.compare(line) >= 0) return false;
      previous = line;
      at = end + 1;
    }
    return true;
  }

 private:
  static constexpr size_t slot_of(char first) { return static_cast<unsigned char>(first) & 31; }

  std::string_view text_;
  uint16_t starts_[32] = {};  // where the words begin that share the low bits of their first byte
  uint16_t ends_[32] = {};
};

}  // namespace stackengine::redaction
