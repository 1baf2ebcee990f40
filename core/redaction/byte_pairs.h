// Which pairs of bytes stand in a text: most of what detectors look for by its words stands in no text, and
// that is known at once when one of its pairs does not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

class BytePairs {
 public:
  BytePairs() = default;
  explicit BytePairs(std::string_view text) : bits_((size_t{1} << 16) / 64) {
    for (size_t i = 1; i < text.size(); ++i) {
      const size_t pair = pair_at(text, i);
      bits_[pair / 64] |= uint64_t{1} << pair % 64;
    }
  }

  // False: the words stand nowhere in the text.
  bool may_hold(std::string_view words) const {
    for (size_t i = 1; i < words.size(); ++i) {
      const size_t pair = pair_at(words, i);
      if ((bits_[pair / 64] >> pair % 64 & 1) == 0) return false;
    }
    return true;
  }

 private:
  static size_t pair_at(std::string_view text, size_t i) {
    return static_cast<size_t>(static_cast<unsigned char>(text[i - 1])) << 8 |
           static_cast<unsigned char>(text[i]);
  }

  std::vector<uint64_t> bits_;  // one for each pair; empty before it is filled
};

}  // namespace stackengine::redaction
