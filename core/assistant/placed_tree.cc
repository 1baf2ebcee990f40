#include "assistant/placed_tree.h"

#include <unordered_map>

#include "diagnosis/quoted.h"

namespace stackengine::assistant {

uint64_t hash_of(std::string_view text, uint64_t seed) {
  uint64_t hash = seed ^ 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash ^ hash >> 31;
}

PlacedTree::PlacedTree(size_t index, const Source& from)
    : source(index),
      config(from.text, from.breaks),
      around(config.tree().directives.size()),
      block(around.size()) {
  std::unordered_map<uint64_t, uint32_t> twins;  // blocks of one header side by side are told by their number
  for (nginx::DirectiveId id = 0; id < around.size(); ++id) {
    const nginx::DirectiveId parent = config.directive(id).parent;
    around[id] = parent == nginx::kNoDirective ? hash_of("top", index) : block[parent];
    if (!config.tree().is_block(id)) continue;
    const uint64_t header = hash_of(text_of(id), around[id]);
    block[id] = header + 0x9E3779B97F4A7C15u * ++twins[header];
  }
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

std::deque<PlacedTree> placed_trees(const std::vector<Source>& sources) {
  std::deque<PlacedTree> trees;
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].kind == SourceKind::nginx) trees.emplace_back(i, sources[i]);
  }
  return trees;
}

}  // namespace stackengine::assistant
