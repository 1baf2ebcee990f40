#include "assistant/placed_tree.h"

#include <unordered_map>

#include "diagnosis/quoted.h"

namespace stackengine::assistant {

PlacedTree::PlacedTree(size_t index, const nginx::Config& of, const PlacedTree* before, Numbers* numbers)
    : source(index), config(of), around(config.tree().directives.size()), block(around.size()) {
  std::unordered_map<uint64_t, uint32_t> twins;  // blocks of one header side by side are told by their number
  std::unordered_map<nginx::DirectiveId, std::vector<nginx::DirectiveId>> servers_in;
  for (nginx::DirectiveId id = 0; id < around.size(); ++id) {
    if (is_server(id)) servers_in[config.directive(id).parent].push_back(id);
  }
  for (nginx::DirectiveId id = 0; id < around.size(); ++id) {
    const nginx::DirectiveId parent = config.directive(id).parent;
    around[id] = parent == nginx::kNoDirective ? numbers->of(index, numbers->of("top")) : block[parent];
    if (!config.tree().is_block(id) || block[id] != 0) continue;
    const uint64_t header = numbers->of(text_of(id), around[id]);
    if (!is_server(id)) {
      block[id] = numbers->of(++twins[header], header);
      continue;
    }
    // All of one block at once: one that is new takes the number of no other.
    std::vector<Server> old;
    if (before != nullptr) {
      const auto known = before->servers.find(around[id]);
      if (known != before->servers.end()) old = known->second;
    }
    std::unordered_map<uint64_t, std::vector<size_t>> same;  // of old ones, the first at the end
    for (size_t i = old.size(); i > 0; --i) same[old[i - 1].identity].push_back(i - 1);
    std::vector<bool> taken(old.size());
    std::vector<Server>& own = servers[around[id]];
    for (const nginx::DirectiveId one : servers_in[parent]) {
      own.push_back({identity_of(one, numbers), 0});
      const auto found = same.find(own.back().identity);
      if (found == same.end() || found->second.empty()) continue;
      taken[found->second.back()] = true;
      own.back().number = old[found->second.back()].number;
      found->second.pop_back();
    }
    size_t next = 0;
    size_t fresh = old.size();
    for (size_t i = 0; i < own.size(); ++i) {
      while (next < old.size() && taken[next]) ++next;
      if (own[i].number == 0)
        own[i].number = next < old.size() ? old[next++].number : numbers->of(++fresh, header);
      block[servers_in[parent][i]] = own[i].number;
    }
  }
}

bool PlacedTree::is_server(nginx::DirectiveId id) const {
  return config.tree().is_block(id) && config.name(id) == "server";
}

uint64_t PlacedTree::identity_of(nginx::DirectiveId server, Numbers* numbers) const {
  uint64_t identity = 0;
  for (const char* name : {"listen", "server_name"}) {
    for (const nginx::DirectiveId child : config.find(server, name))
      identity = numbers->of(text_of(child), identity);
  }
  return identity;
}

std::string PlacedTree::text_of(nginx::DirectiveId id) const {
  std::string text(config.name(id));
  for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) text += " " + config.argument(id, i);
  return text;
}

Span PlacedTree::words(nginx::DirectiveId id) const {
  const nginx::Directive& directive = config.directive(id);
  return {directive.span.start,
          config.tree().words[directive.first_word + directive.word_count - 1].span.end};
}

std::string PlacedTree::place_of(nginx::DirectiveId id) const {
  const nginx::DirectiveId parent = config.directive(id).parent;
  return parent == nginx::kNoDirective ? "the top of the text" : quoted(text_of(parent));
}

std::vector<PlacedTree> placed_trees(const Sources& sources, Numbers* numbers,
                                     const std::vector<PlacedTree>* before) {
  std::vector<PlacedTree> trees;
  for (size_t i = 0; i < sources.size(); ++i) {
    if (!sources[i].config) continue;
    trees.emplace_back(i, *sources[i].config, before == nullptr ? nullptr : &(*before)[trees.size()],
                       numbers);
  }
  return trees;
}

}  // namespace stackengine::assistant
