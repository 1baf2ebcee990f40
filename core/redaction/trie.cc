#include "redaction/trie.h"

namespace stackengine::redaction {

Trie::Trie(const std::vector<std::string_view>& words) {
  struct Range {
    size_t low, high;  // the words that share the node's text
  };
  nodes_.emplace_back();
  std::vector<Range> ranges = {{0, words.size()}};
  size_t depth = 0;
  size_t depth_end = 1;  // nodes of one depth stand together, for they are made breadth first
  for (size_t node = 0; node < nodes_.size(); ++node) {
    if (node == depth_end) {
      ++depth;
      depth_end = nodes_.size();
    }
    auto [low, high] = ranges[node];
    if (low < high && words[low].size() == depth) nodes_[node].word = static_cast<uint32_t>(low++);
    nodes_[node].children = static_cast<uint32_t>(nodes_.size());
    while (low < high) {
      size_t end = low + 1;
      while (end < high && words[end][depth] == words[low][depth]) ++end;
      Node child;
      child.byte = static_cast<unsigned char>(words[low][depth]);
      nodes_.push_back(child);
      ranges.push_back({low, end});
      ++nodes_[node].child_count;
      low = end;
    }
  }
  for (uint32_t& first : first_) first = kNone;
  for (uint32_t i = 0; i < nodes_[0].child_count; ++i) {
    first_[nodes_[nodes_[0].children + i].byte] = nodes_[0].children + i;
  }
}

uint32_t Trie::next(uint32_t node, char c) const {
  const auto byte = static_cast<unsigned char>(c);
  uint32_t low = nodes_[node].children;
  uint32_t high = low + nodes_[node].child_count;
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    if (nodes_[middle].byte == byte) return middle;
    if (nodes_[middle].byte < byte) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return kNone;
}

}  // namespace stackengine::redaction
