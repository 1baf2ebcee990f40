#include <algorithm>
#include <string>
#include <unordered_set>

#include "assistant/compare.h"
#include "diagnosis/quoted.h"
#include "redaction/candidate.h"
#include "redaction/leak_gate.h"

namespace stackengine::assistant {
namespace {

using nginx::DirectiveId;

// Secrets that stand in a text, and where: in which directive of which block.
struct Found {
  size_t entry;
  Span span;
  uint64_t place;
  std::string directive;  // empty: in none, a comment
};

std::vector<Found> find(const Source& source, const PlacedTree* tree, const redaction::Vault& secrets,
                        Numbers* numbers) {
  std::vector<Found> all;
  for (const redaction::Leak& leak : redaction::find_leaks(source.text, secrets)) {
    Found one = {leak.entry, leak.span, numbers->of(leak.entry, numbers->of("outside")), ""};
    if (tree != nullptr) {
      const auto& directives = tree->config.tree().directives;
      const auto behind = std::upper_bound(
          directives.begin(), directives.end(), leak.span.start,
          [](uint32_t offset, const nginx::Directive& directive) { return offset < directive.span.start; });
      if (behind != directives.begin()) {
        const auto id = static_cast<DirectiveId>(behind - directives.begin() - 1);
        if (tree->words(id).end > leak.span.start) {
          one.directive = tree->config.name(id);
          one.place = numbers->of(leak.entry, numbers->of(one.directive, tree->around[id]));
        }
      }
    }
    all.push_back(std::move(one));
  }
  return all;
}

const PlacedTree* tree_of(const std::vector<PlacedTree>& trees, size_t source) {
  const auto found =
      std::find_if(trees.begin(), trees.end(), [&](const PlacedTree& tree) { return tree.source == source; });
  return found == trees.end() ? nullptr : &*found;
}

}  // namespace

void mark_secrets(const Sides& sides, const redaction::Vault& vault, ChangeMap* changes) {
  redaction::Vault secrets;
  for (const redaction::VaultEntry& entry : vault.entries) {
    if (!redaction::is_name(entry.secret_class)) secrets.entries.push_back(entry);
  }
  if (secrets.entries.empty()) return;
  std::unordered_set<uint64_t> known;
  for (size_t i = 0; i < sides.before.size(); ++i) {
    if (changes->first(i) == changes->end(i)) continue;
    for (const Found& one : find(sides.before[i], tree_of(sides.trees_before, i), secrets, &sides.numbers))
      known.insert(one.place);
  }
  for (size_t i = 0; i < sides.after.size(); ++i) {
    if (changes->first(i) == changes->end(i)) continue;
    for (const Found& one : find(sides.after[i], tree_of(sides.trees_after, i), secrets, &sides.numbers)) {
      const size_t change = changes->after(i, one.span);
      if (change == kNoChange || known.count(one.place) != 0) continue;
      const redaction::VaultEntry& entry = secrets.entries[one.entry];
      changes->mark(change, MarkKind::secret,
                    "puts a secret (" + std::string(redaction::to_string(entry.secret_class)) + ") " +
                        (one.directive.empty() ? std::string("into a comment or other text")
                                               : "into " + quoted(one.directive)) +
                        ", where it was not");
    }
  }
}

}  // namespace stackengine::assistant
