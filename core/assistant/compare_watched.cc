#include <algorithm>
#include <string>
#include <unordered_set>

#include "assistant/compare.h"
#include "assistant/watched.h"
#include "diagnosis/quoted.h"

namespace stackengine::assistant {
namespace {

using nginx::DirectiveId;

// A watched directive; those of one kind in one block are a list, whose order counts (`allow` before `deny`).
struct Entry {
  uint64_t list = 0;
  uint64_t text = 0;
  MarkKind kind = MarkKind::access_control;
  const PlacedTree* tree = nullptr;
  DirectiveId id = 0;
};

std::vector<Entry> collect(const std::deque<PlacedTree>& trees) {
  std::vector<Entry> entries;
  for (const PlacedTree& tree : trees) {
    for (DirectiveId id = 0; id < tree.around.size(); ++id) {
      const DirectiveId parent = tree.config.directive(id).parent;
      std::vector<std::string> arguments;
      for (uint32_t i = 0; i < std::min(tree.config.tree().argument_count(id), 2u); ++i)
        arguments.push_back(tree.config.argument(id, i));
      std::optional<MarkKind> kind = watched_kind(tree.config.name(id), arguments);
      if (parent != nginx::kNoDirective && is_table(tree.config.name(parent))) kind = MarkKind::variable;
      if (!kind) continue;
      const uint64_t list = tree.around[id] + 0x2545F4914F6CDD1Du * (static_cast<uint64_t>(*kind) + 1);
      entries.push_back({list, hash_of(tree.text_of(id)), *kind, &tree, id});
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.list < b.list; });
  return entries;
}

class WatchedComparer {
 public:
  WatchedComparer(const Sides& sides, ChangeMap* changes) : sides_(sides), changes_(changes) {}

  void run() {
    blocks();
    const std::vector<Entry> before = collect(sides_.trees_before);
    const std::vector<Entry> after = collect(sides_.trees_after);
    size_t a = 0;
    for (size_t b = 0; b < before.size() || a < after.size();) {
      const bool old_first = a == after.size() || (b < before.size() && before[b].list <= after[a].list);
      const uint64_t list = old_first ? before[b].list : after[a].list;
      const size_t b_from = b;
      const size_t a_from = a;
      while (b < before.size() && before[b].list == list) ++b;
      while (a < after.size() && after[a].list == list) ++a;
      compare({before.data() + b_from, b - b_from}, {after.data() + a_from, a - a_from});
    }
    code();
  }

 private:
  struct List {
    const Entry* entries;
    size_t size;
    const Entry* begin() const { return entries; }
    const Entry* end() const { return entries + size; }
  };

  void compare(List before, List after) {
    const auto same = [](const Entry& x, const Entry& y) { return x.text == y.text; };
    if (before.size == after.size && std::equal(before.begin(), before.end(), after.begin(), same)) return;
    bool any = false;
    for (const Entry* one : only_in(before, after)) {
      any = true;
      mark(*one, true, "removes " + words(*one));
    }
    for (const Entry* one : only_in(after, before)) {
      any = true;
      mark(*one, false, "adds " + words(*one));
    }
    if (any) return;
    for (const Entry& one : after)
      mark_if_changed(one, "changes the order of " + words(one) + " and its like");
    if (!marked_)
      mark(after.entries[0], false, "changes the order of " + words(after.entries[0]) + " and its like");
    marked_ = false;
  }

  static std::string words(const Entry& one) {
    return quoted(one.tree->words(one.id).in(one.tree->config.text())) + " in " + one.tree->place_of(one.id);
  }

  // What `list` has more of than `other`.
  static std::vector<const Entry*> only_in(List list, List other) {
    const auto sorted = [](List from) {
      std::vector<const Entry*> pointers;
      for (const Entry& one : from) pointers.push_back(&one);
      std::stable_sort(pointers.begin(), pointers.end(),
                       [](const Entry* x, const Entry* y) { return x->text < y->text; });
      return pointers;
    };
    const std::vector<const Entry*> mine = sorted(list);
    const std::vector<const Entry*> theirs = sorted(other);
    std::vector<const Entry*> more;
    std::set_difference(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(more),
                        [](const Entry* x, const Entry* y) { return x->text < y->text; });
    return more;
  }

  size_t find(const PlacedTree& tree, DirectiveId id, bool old) const {
    const Span words = tree.words(id);
    return old ? changes_->before(tree.source, words) : changes_->after(tree.source, words);
  }

  // Marks the change that holds the directive, or the header of a block around it; when none does (a brace
  // went), every change of the file.
  void mark(const Entry& one, bool old, const std::string& message) {
    mark(*one.tree, one.id, old, one.kind, message);
  }
  void mark(const PlacedTree& tree, DirectiveId id, bool old, MarkKind kind, const std::string& message) {
    for (DirectiveId at = id; at != nginx::kNoDirective; at = tree.config.directive(at).parent) {
      if (const size_t change = find(tree, at, old); change != kNoChange)
        return changes_->mark(change, kind, message);
      if (++climbed_ > kMostClimbs) break;
    }
    changes_->mark_all(tree.source, kind, message);
  }

  void mark_if_changed(const Entry& one, const std::string& message) {
    const size_t change = find(*one.tree, one.id, false);
    if (change == kNoChange) return;
    marked_ = true;
    changes_->mark(change, one.kind, message);
  }

  // Blocks that are gone; of those inside of them nothing more is said.
  void blocks() {
    std::unordered_set<uint64_t> kept;
    for (const PlacedTree& tree : sides_.trees_after) {
      for (const uint64_t block : tree.block) kept.insert(block);
    }
    for (const PlacedTree& tree : sides_.trees_before) {
      for (DirectiveId id = 0; id < tree.block.size(); ++id) {
        if (!tree.config.tree().is_block(id) || kept.count(tree.block[id]) != 0) continue;
        const DirectiveId parent = tree.config.directive(id).parent;
        if (parent != nginx::kNoDirective && kept.count(tree.block[parent]) == 0) continue;
        mark(tree, id, true, MarkKind::removed,
             "takes the block " + quoted(tree.text_of(id)) + " away, or renames it");
      }
    }
  }

  // Code inside of braces has no directives.
  void code() {
    for (const PlacedTree& tree : sides_.trees_after) {
      for (const nginx::Token& token : tree.config.tree().tokens) {
        if (token.kind != nginx::TokenKind::raw_block) continue;
        const size_t change = changes_->after(tree.source, token.span);
        if (change != kNoChange)
          changes_->mark(change, MarkKind::code, "changes Lua code, which nobody here reads");
      }
    }
    for (const PlacedTree& tree : sides_.trees_before) {
      for (const nginx::Token& token : tree.config.tree().tokens) {
        if (token.kind != nginx::TokenKind::raw_block) continue;
        const size_t change = changes_->before(tree.source, token.span);
        if (change != kNoChange)
          changes_->mark(change, MarkKind::code, "changes Lua code, which nobody here reads");
      }
    }
  }

  static constexpr size_t kMostClimbs = 1'000'000;

  const Sides& sides_;
  ChangeMap* changes_;
  bool marked_ = false;
  size_t climbed_ = 0;
};

}  // namespace

void mark_watched(const Sides& sides, ChangeMap* changes) { WatchedComparer(sides, changes).run(); }

}  // namespace stackengine::assistant
