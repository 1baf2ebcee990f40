// The trees of a workspace's configurations, with a number for the place of each directive: two directives of
// the same number, one of the input and one of the result, stand in the same block.
#ifndef STACKENGINE_ASSISTANT_PLACED_TREE_H_
#define STACKENGINE_ASSISTANT_PLACED_TREE_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/source.h"

namespace stackengine::assistant {

uint64_t hash_of(std::string_view text, uint64_t seed = 0);

struct PlacedTree {
  size_t source = 0;
  nginx::Config config;
  std::vector<uint64_t> around;  // by directive: the block that it stands in
  std::vector<uint64_t> block;   // by directive that is a block: itself

  PlacedTree(size_t index, const Source& source);

  std::string text_of(nginx::DirectiveId id) const;  // name and arguments, quotes resolved
  Span words(nginx::DirectiveId id) const;           // from the name to the last argument
  // "`location /api/`", or that it stands at the top.
  std::string place_of(nginx::DirectiveId id) const;
};

// One a source of nginx configuration. `sources` must outlive them.
std::deque<PlacedTree> placed_trees(const std::vector<Source>& sources);

}  // namespace stackengine::assistant

#endif  // STACKENGINE_ASSISTANT_PLACED_TREE_H_
