#include "assistant/scope.h"

#include <algorithm>
#include <set>
#include <string>

namespace stackengine::assistant {
namespace {

using nginx::DirectiveId;

// Spans of one source that may be changed.
class Allowed {
 public:
  void add(Span span) { spans_.push_back(span); }

  void prepare() {
    std::sort(spans_.begin(), spans_.end());
    for (const Span span : spans_) {
      if (!merged_.empty() && span.start <= merged_.back().end) {
        merged_.back().end = std::max(merged_.back().end, span.end);
      } else {
        merged_.push_back(span);
      }
    }
  }

  // Whole lines: a change directly before or behind an allowed span belongs to it.
  bool holds(Span change) const {
    const auto found = std::partition_point(merged_.begin(), merged_.end(),
                                            [&](Span span) { return span.end < change.start; });
    return found != merged_.end() && found->start <= change.start && change.end <= found->end;
  }

 private:
  std::vector<Span> spans_;
  std::vector<Span> merged_;
};

Span whole_lines(const std::string& text, Span span) {
  const size_t before = span.start == 0 ? std::string::npos : text.rfind('\n', span.start - 1);
  const size_t lf = text.find('\n', span.end > span.start ? span.end - 1 : span.end);
  return {before == std::string::npos ? 0 : static_cast<uint32_t>(before + 1),
          static_cast<uint32_t>(lf == std::string::npos ? text.size() : lf + 1)};
}

// The block around a place; at the top of a text or directly in `http`, the directive itself.
Span block_at(const PlacedTree& tree, Span place) {
  const auto& directives = tree.config.tree().directives;
  const auto behind = std::upper_bound(
      directives.begin(), directives.end(), place.start,
      [](uint32_t offset, const nginx::Directive& directive) { return offset < directive.span.start; });
  if (behind == directives.begin()) return place;
  auto id = static_cast<DirectiveId>(behind - directives.begin() - 1);
  while (directives[id].parent != nginx::kNoDirective && directives[id].span.end <= place.start)
    id = directives[id].parent;
  if (directives[id].span.end <= place.start) return place;
  const DirectiveId parent = directives[id].parent;
  if (tree.config.tree().is_block(id) || parent == nginx::kNoDirective || tree.config.name(parent) == "http")
    return directives[id].span;
  return directives[parent].span;
}

// The upstream blocks that pass directives inside of `block` name.
void add_groups(const std::vector<PlacedTree>& trees, const PlacedTree& tree, Span block,
                const Sources& sources, std::vector<Allowed>* allowed) {
  std::vector<std::string_view> names;
  for (const nginx::Pass& pass : tree.config.passes()) {
    if (block.contains(tree.config.directive(pass.directive).span.start)) names.push_back(pass.authority);
  }
  if (names.empty()) return;
  std::sort(names.begin(), names.end());
  for (const PlacedTree& other : trees) {
    for (const nginx::Upstream& upstream : other.config.upstreams()) {
      if (!std::binary_search(names.begin(), names.end(), std::string_view(upstream.name))) continue;
      (*allowed)[other.source].add(
          whole_lines(sources[other.source].text, other.config.directive(upstream.directive).span));
    }
  }
}

}  // namespace

void mark_scope(const Analysis& analysis, const std::vector<PlacedTree>& before, Task task,
                const std::vector<LineChange>& lines, ChangeMap* changes) {
  if (task == Task::question) return;
  if (task == Task::explain) {
    for (size_t i = 0; i < lines.size(); ++i)
      changes->mark(i, MarkKind::scope, "was not asked for: the task was to explain");
    return;
  }
  std::vector<Allowed> allowed(analysis.sources.size());
  std::set<Place> seen;
  const auto allow = [&](const Place& place) {
    const auto tree = std::find_if(before.begin(), before.end(),
                                   [&](const PlacedTree& one) { return one.source == place.source; });
    const std::string& text = analysis.sources[place.source].text;
    const Span block = tree == before.end() ? place.span : block_at(*tree, place.span);
    if (!seen.insert({place.source, block}).second) return;
    allowed[place.source].add(whole_lines(text, block));
    if (tree != before.end()) add_groups(before, *tree, block, analysis.sources, &allowed);
  };
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    allow(diagnostic.place);
    for (const RelatedPlace& related : diagnostic.related) allow(related.place);
  }
  for (Allowed& one : allowed) one.prepare();
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!allowed[lines[i].source].holds(lines[i].before))
      changes->mark(i, MarkKind::scope, "changes lines that no finding is about");
  }
}

}  // namespace stackengine::assistant
