// The trees of a workspace's configurations, with a number for the place of each directive: two directives of
// the same number, one of the input and one of the result, stand in the same block.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assistant/numbers.h"
#include "nginx/config.h"
#include "workspace/sources.h"

namespace stackengine::assistant {

struct PlacedTree {
  size_t source = 0;
  const nginx::Config& config;
  std::vector<uint64_t> around;  // by directive: the block that it stands in
  std::vector<uint64_t> block;   // by directive that is a block: itself

  // `before`: the tree of the same source whose numbers its blocks get, where they are the same.
  PlacedTree(size_t index, const nginx::Config& of, const PlacedTree* before, Numbers* numbers);

  // `server` blocks side by side, by the block around them: name and sockets of each, and its number.
  struct Server {
    uint64_t identity;
    uint64_t number;
  };
  std::unordered_map<uint64_t, std::vector<Server>> servers;

  std::string text_of(nginx::DirectiveId id) const;  // name and arguments, quotes resolved
  Span words(nginx::DirectiveId id) const;           // from the name to the last argument
  bool is_server(nginx::DirectiveId id) const;       // the block, not a peer of a group
  // "`location /api/`", or that it stands at the top.
  std::string place_of(nginx::DirectiveId id) const;

 private:
  uint64_t identity_of(nginx::DirectiveId server, Numbers* numbers) const;
};

// One a source of nginx configuration. `sources` must outlive them. `numbers`: the same for both sides.
// `before`: the trees of the input.
std::vector<PlacedTree> placed_trees(const Sources& sources, Numbers* numbers,
                                     const std::vector<PlacedTree>* before = nullptr);

}  // namespace stackengine::assistant
