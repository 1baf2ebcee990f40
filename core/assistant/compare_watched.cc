#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

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
  MarkKind list_kind = MarkKind::access_control;
  bool only_when_gone = false;
  const PlacedTree* tree = nullptr;
  DirectiveId id = 0;
};

// Whether nginx goes through directives of the kind one after the other.
bool is_ordered(MarkKind kind) {
  return kind == MarkKind::access_control || kind == MarkKind::reply || kind == MarkKind::path ||
         kind == MarkKind::variable || kind == MarkKind::include || kind == MarkKind::listen;
}

class Collector {
 public:
  explicit Collector(Numbers* numbers) : numbers_(numbers) {}

  std::vector<Entry> run(const std::vector<PlacedTree>& trees) {
    for (const PlacedTree& tree : trees) {
      for (DirectiveId id = 0; id < tree.around.size(); ++id) look_at(tree, id);
    }
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.list < b.list; });
    return std::move(entries_);
  }

 private:
  void look_at(const PlacedTree& tree, DirectiveId id) {
    const std::string_view name = tree.config.name(id);
    const DirectiveId parent = tree.config.directive(id).parent;
    const std::string_view block = parent == nginx::kNoDirective ? "" : tree.config.name(parent);
    if (is_table(block)) return add(tree, id, {MarkKind::variable}, MarkKind::variable);
    if (block == "types") return add(tree, id, {MarkKind::header}, MarkKind::header);
    if (is_pass(name)) return add(tree, id, {MarkKind::pass_target, true}, MarkKind::pass_target);
    std::vector<std::string> arguments;
    for (uint32_t i = 0; i < std::min(tree.config.tree().argument_count(id), 8u); ++i)
      arguments.push_back(tree.config.argument(id, i));
    const std::optional<Watch> watch = watch_of(name, arguments);
    if (!watch) return;
    if (watch->kind == MarkKind::include) {
      // What stands in another file may be any of these, so it keeps its place among them.
      for (const MarkKind kind : {MarkKind::access_control, MarkKind::reply, MarkKind::path})
        add(tree, id, *watch, kind);
      return;
    }
    // `set`, `if`, `rewrite` and `return` are one program.
    add(tree, id, *watch, name == "set" ? MarkKind::reply : watch->kind);
  }

  void add(const PlacedTree& tree, DirectiveId id, Watch watch, MarkKind list) {
    Entry entry;
    entry.list = numbers_->of(static_cast<uint64_t>(list), tree.around[id]);
    entry.text = tree.is_server(id) ? tree.block[id] : numbers_->of(meaning(tree, id));
    entry.kind = watch.kind;
    entry.list_kind = list;
    entry.only_when_gone = watch.only_when_gone;
    entry.tree = &tree;
    entry.id = id;
    entries_.push_back(entry);
  }

  // The text, but for what an answer may well change: by which protocol a backend is spoken to.
  static std::string meaning(const PlacedTree& tree, DirectiveId id) {
    const std::string_view name = tree.config.name(id);
    std::string text = tree.text_of(id);
    if (is_pass(name)) {
      const size_t slashes = text.find("://");
      return text.substr(slashes == std::string::npos ? name.size() : slashes + 3);
    }
    // Of headers to and from the backend it is `proxy_` or `grpc_`.
    const size_t family = name.find('_');
    const bool header = name.substr(0, family) == "proxy" || name.substr(0, family) == "grpc";
    return header && is_header(name) ? text.substr(family) : text;
  }

  static bool is_header(std::string_view name) {
    constexpr std::string_view kEnd = "_header";
    return name.size() > kEnd.size() && name.substr(name.size() - kEnd.size()) == kEnd;
  }

  Numbers* numbers_;
  std::vector<Entry> entries_;
};

class WatchedComparer {
 public:
  WatchedComparer(const Sides& sides, ChangeMap* changes) : sides_(sides), changes_(changes) {}

  void run() {
    blocks();
    const std::vector<Entry> before = Collector(&sides_.numbers).run(sides_.trees_before);
    const std::vector<Entry> after = Collector(&sides_.numbers).run(sides_.trees_after);
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
    const Differences found = differences(before, after);
    const MarkKind kind = (before.size > 0 ? before : after).entries->list_kind;
    if (kind == MarkKind::pass_target) return compare_passes(before, after);
    for (const Entry* one : found.gone) mark(*one, true, "removes " + words(*one));
    for (const Entry* one : found.fresh) {
      if (!one->only_when_gone) mark(*one, false, "adds " + words(*one));
    }
    if (found.same_order || !is_ordered(kind)) return;
    marked_ = false;
    for (const Entry& one : after)
      mark_if_changed(one, "changes the order of " + words(one) + " and its like");
    if (!marked_)
      mark(after.entries[0], false, "changes the order of " + words(after.entries[0]) + " and its like");
  }

  // nginx takes the last of a block. What requests go to anew is marked with the values.
  void compare_passes(List before, List after) {
    if (before.size == 0) return;
    const Entry& was = before.entries[before.size - 1];
    if (after.size == 0) return mark(was, true, "removes " + words(was));
    const Entry& is = after.entries[after.size - 1];
    const auto meant = [&](const Entry& one) { return one.text == is.text; };
    if (was.text == is.text) return;
    // Where another change brings the new one, this one alone leaves requests without any.
    if (std::any_of(before.begin(), before.end(), meant) ||
        find(*was.tree, was.id, true) != find(*is.tree, is.id, false))
      mark(was, true, "removes " + words(was));
  }

  static std::string words(const Entry& one) {
    return quoted(one.tree->words(one.id).in(one.tree->config.text())) + " in " + one.tree->place_of(one.id);
  }

  // What each list has more of than the other, and whether both have the rest in one order.
  struct Differences {
    std::vector<const Entry*> gone;
    std::vector<const Entry*> fresh;
    bool same_order = true;
  };

  // What both have, but in different changes, belongs to both of these: either alone takes it away, or has it
  // twice.
  Differences differences(List before, List after) {
    const auto sorted = [](List from) {
      std::vector<const Entry*> pointers;
      for (const Entry& one : from) pointers.push_back(&one);
      std::stable_sort(pointers.begin(), pointers.end(),
                       [](const Entry* x, const Entry* y) { return x->text < y->text; });
      return pointers;
    };
    const std::vector<const Entry*> old = sorted(before);
    const std::vector<const Entry*> now = sorted(after);
    Differences found;
    std::vector<const Entry*> now_at(before.size);  // by entry of before; nullptr: gone
    for (size_t b = 0, a = 0; b < old.size() || a < now.size();) {
      if (a == now.size() || (b < old.size() && old[b]->text < now[a]->text)) {
        found.gone.push_back(old[b++]);
      } else if (b == old.size() || now[a]->text < old[b]->text) {
        found.fresh.push_back(now[a++]);
      } else {
        const Entry& one = *old[b++];
        const Entry& other = *now[a++];
        now_at[static_cast<size_t>(&one - before.entries)] = &other;
        mark_moved(find(*one.tree, one.id, true), find(*other.tree, other.id, false), one.kind, words(one));
      }
    }
    now_at.erase(std::remove(now_at.begin(), now_at.end(), nullptr), now_at.end());
    found.same_order = std::is_sorted(now_at.begin(), now_at.end());
    return found;
  }

  void mark_moved(size_t from, size_t to, MarkKind kind, const std::string& what) {
    if (from == to) return;
    for (const size_t change : {from, to}) {
      if (change != kNoChange)
        changes_->mark(change, kind, "moves " + what + ": take both places, or neither");
    }
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

  // Blocks that are gone, or go to another place; of those inside of them nothing more is said.
  void blocks() {
    std::unordered_map<uint64_t, size_t> kept;  // and the change that their beginning stands in
    for (const PlacedTree& tree : sides_.trees_after) {
      for (DirectiveId id = 0; id < tree.block.size(); ++id) {
        if (tree.config.tree().is_block(id)) kept.emplace(tree.block[id], find(tree, id, false));
      }
    }
    for (const PlacedTree& tree : sides_.trees_before) {
      for (DirectiveId id = 0; id < tree.block.size(); ++id) {
        if (!tree.config.tree().is_block(id)) continue;
        const auto found = kept.find(tree.block[id]);
        if (found != kept.end()) {
          mark_moved(find(tree, id, true), found->second, MarkKind::removed,
                     "the block " + quoted(tree.text_of(id)));
          continue;
        }
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
