// A static tree of words, for "which of these words begins here": 12 bytes a node, children side by side.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

class Trie {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  Trie() : Trie(std::vector<std::string_view>()) {}
  // Sorted, no word empty, none twice. The words are copied.
  explicit Trie(const std::vector<std::string_view>& words);

  // The node of a one-byte text, or kNone.
  uint32_t begin(char c) const { return first_[static_cast<unsigned char>(c)]; }
  // The node of `node`'s text and one more byte, or kNone.
  uint32_t next(uint32_t node, char c) const;
  // The index of the word that is exactly `node`'s text, or kNone.
  uint32_t word(uint32_t node) const { return nodes_[node].word; }

 private:
  struct Node {
    uint32_t children = 0;  // the first; siblings follow it, in the order of their bytes
    uint32_t word = kNone;
    uint16_t child_count = 0;
    unsigned char byte = 0;
  };
  std::vector<Node> nodes_;
  uint32_t first_[256];
};

}  // namespace stackengine::redaction
