#include "refactor/rebase.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "nginx/config.h"
#include "refactor/result.h"
#include "text/line_index.h"

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::Terminator;

constexpr int kMaxLevels = 100;

// The words as nginx reads them, and how the directive ends: equal for directives that differ only in
// layout.
std::string key_of(const Config& config, DirectiveId id) {
  std::string key(config.name(id));
  for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) key += '\0' + config.argument(id, i);
  const Terminator end = config.directive(id).terminator;
  return key + (end == Terminator::block ? '{' : end == Terminator::semicolon ? ';' : '\0');
}

// A directive of the target.
struct Found {
  size_t file = 0;
  DirectiveId id = kNoDirective;
};

// The files that the fix is applied to.
struct Target {
  Sources sources;
  std::map<std::string, std::vector<Found>> by_key;

  explicit Target(const std::vector<Document>& documents) {
    for (size_t i = 0; i < documents.size(); ++i) {
      Document document = documents[i];
      // A file is read as it is, so that the patch applies to it; a dump is split into files.
      if (document.text.find("# configuration file /") == std::string::npos)
        document.kind = DocumentKind::nginx;
      for (Source& source : intake::read(document, i).sources) {
        if (source.kind == SourceKind::nginx) sources.add(std::move(source));
      }
    }
    for (size_t i = 0; i < sources.size(); ++i) {
      const Config& config = *sources[i].config;
      for (DirectiveId id = 0; id < config.tree().directives.size(); ++id)
        by_key[key_of(config, id)].push_back({i, id});
    }
  }
};

// Finds the blocks of one fragment in the target.
class Alignment {
 public:
  Alignment(const Config& fragment, const Target& target)
      : fragment_(fragment), target_(target), found_(fragment.tree().directives.size()) {
    for (DirectiveId id = 0; id < found_.size(); ++id) keys_.push_back(key_of(fragment, id));
  }

  // Where `id` of the fragment is in the target; nullopt when that is not known, and `problem` says why.
  std::optional<Found> find(DirectiveId id, std::string* problem) {
    DirectiveId top = id;
    while (fragment_.directive(top).parent != kNoDirective) top = fragment_.directive(top).parent;
    if (found_[top].id == kNoDirective && !place(top, problem)) return std::nullopt;
    if (found_[id].id != kNoDirective) return found_[id];
    *problem = words(id) + " is not in " + words(top) + " of " + name(found_[top]) +
               ": paste the current block, or use the whole file";
    return std::nullopt;
  }

  // `server` (line 3 of the fragment)
  std::string words(DirectiveId id) const {
    const uint32_t start = fragment_.directive(id).span.start;
    const nginx::Word& last =
        fragment_.tree().words[fragment_.directive(id).first_word + fragment_.directive(id).word_count - 1];
    std::string out = "`" + std::string(Span{start, last.span.end}.in(fragment_.text())) + "`";
    return out + " (line " + std::to_string(LineIndex(fragment_.text()).at(start).line) + " of the fragment)";
  }

 private:
  const std::string& name(const Found& found) const { return file_name(target_.sources[found.file]); }

  const Config& config(const Found& found) const { return *target_.sources[found.file].config; }

  // The number of directives of the block that are also in the other one, at all levels. `record`: remembers
  // them.
  size_t match(DirectiveId own, const Found& other, bool record, int level = 0) {
    if (record) found_[own] = other;
    if (level == kMaxLevels || !fragment_.tree().is_block(own)) return 0;
    std::map<std::string, std::vector<DirectiveId>> free;
    for (const DirectiveId id : config(other).tree().children(other.id))
      free[key_of(config(other), id)].push_back(id);
    size_t count = 0;
    for (const DirectiveId id : fragment_.tree().children(own)) {
      const auto same = free.find(keys_[id]);
      if (same == free.end() || same->second.empty()) continue;
      std::vector<DirectiveId>& candidates = same->second;
      size_t best = 0;
      if (candidates.size() > 1 && fragment_.tree().is_block(id)) {
        std::vector<size_t> scores;
        scores.reserve(candidates.size());
        for (const DirectiveId one : candidates)
          scores.push_back(match(id, {other.file, one}, false, level + 1));
        best = static_cast<size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
      }
      count += 1 + match(id, {other.file, candidates[best]}, record, level + 1);
      candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
    }
    return count;
  }

  // How many top-level directives of the fragment are next to the other block.
  size_t beside(const Found& other) const {
    const Config& there = config(other);
    std::map<std::string, size_t> siblings;
    for (const DirectiveId id : there.tree().children(there.directive(other.id).parent))
      ++siblings[key_of(there, id)];
    size_t count = 0;
    for (const DirectiveId id : fragment_.tree().children(kNoDirective)) {
      const auto same = siblings.find(keys_[id]);
      if (same == siblings.end() || same->second == 0) continue;
      --same->second;
      ++count;
    }
    return count;
  }

  // Keeps those with the highest score, and returns the score.
  template <typename Score>
  static size_t keep_best(std::vector<Found>* all, Score score) {
    size_t most = 0;
    std::vector<Found> best;
    for (const Found& one : *all) {
      const size_t own = score(one);
      if (own > most) best.clear();
      most = std::max(most, own);
      if (own == most) best.push_back(one);
    }
    *all = std::move(best);
    return most;
  }

  bool place(DirectiveId top, std::string* problem) {
    const auto same = target_.by_key.find(keys_[top]);
    std::vector<Found> best;
    if (same != target_.by_key.end()) best = same->second;
    best.erase(
        std::remove_if(best.begin(), best.end(), [&](const Found& one) { return !is_same_server(top, one); }),
        best.end());
    const size_t most = keep_best(&best, [&](const Found& one) { return match(top, one, false); });
    if (best.size() > 1) keep_best(&best, [&](const Found& one) { return beside(one); });
    // A block that shares less than half of its lines is another block with the same name.
    const size_t lines = fragment_.directive(top).subtree_end - top - 1;
    if (best.empty() || most * 2 < lines) {
      *problem = words(top) + " is not in " + file_name(target_.sources[0]) +
                 (target_.sources.size() > 1 ? " or the other files" : "") +
                 ": name the file that it was copied from, or paste the current block";
      return false;
    }
    // If all copies of one block were pasted, they match those of the file in order.
    std::vector<DirectiveId> twins;
    for (const DirectiveId id : fragment_.tree().children(kNoDirective)) {
      if (fragment_.tree().is_block(id) == fragment_.tree().is_block(top) && is_copy(id, top))
        twins.push_back(id);
    }
    if (best.size() == 1) twins = {top};
    if (twins.size() == best.size()) {
      for (size_t i = 0; i < twins.size(); ++i) match(twins[i], best[i], true);
      return true;
    }
    *problem = words(top) + " occurs " + std::to_string(best.size()) + " times in the file:";
    for (size_t i = 0; i < std::min<size_t>(best.size(), 3); ++i) {
      const uint32_t at = config(best[i]).directive(best[i].id).span.start;
      *problem += (i == 0 ? " " : ", ") + name(best[i]) + ":" +
                  std::to_string(LineIndex(config(best[i]).text()).at(at).line);
    }
    *problem += best.size() > 3 ? ", …" : "";
    *problem += "; paste it with the enclosing block, or use the whole file";
    return false;
  }

  // Another name or another socket is another server, however alike the rest is.
  bool is_same_server(DirectiveId own, const Found& other) const {
    if (fragment_.name(own) != "server" || !fragment_.tree().is_block(own)) return true;
    std::set<std::string> there;
    for (const DirectiveId id : config(other).tree().children(other.id))
      there.insert(key_of(config(other), id));
    const auto& children = fragment_.tree().children(own);
    return std::all_of(children.begin(), children.end(), [&](DirectiveId id) {
      const std::string_view name = fragment_.name(id);
      return (name != "server_name" && name != "listen") || there.count(keys_[id]) != 0;
    });
  }

  bool is_copy(DirectiveId a, DirectiveId b) const {
    const DirectiveId size = fragment_.directive(a).subtree_end - a;
    if (size != fragment_.directive(b).subtree_end - b) return false;
    for (DirectiveId i = 0; i < size; ++i) {
      if (keys_[a + i] != keys_[b + i]) return false;
    }
    return true;
  }

  const Config& fragment_;
  const Target& target_;
  std::vector<std::string> keys_;  // by directive of the fragment
  std::vector<Found> found_;
};

// The directive in which an offset lies: the innermost one that begins before it.
DirectiveId directive_around(const Config& config, uint32_t offset) {
  const auto& all = config.tree().directives;
  const auto behind =
      std::upper_bound(all.begin(), all.end(), offset,
                       [](uint32_t at, const nginx::Directive& one) { return at < one.span.start; });
  return behind == all.begin() ? kNoDirective : static_cast<DirectiveId>(behind - all.begin() - 1);
}

// Finds for each fix of the fragment the same one in the target.
class Choosing {
 public:
  Choosing(const Analysis& fragment, const Target& target, const Choices& choices, Rebasing* result)
      : fragment_(fragment), target_(target), result_(result) {
    wanted_.unsafe = choices.unsafe;
    wanted_.profile = choices.profile;
  }

  // False, and Rebasing::problem filled, when a block of the fragment is not in the target.
  bool find(const Refactoring& refactoring) {
    return std::all_of(refactoring.outcomes.begin(), refactoring.outcomes.end(),
                       [&](const FixOutcome& one) { return one.status != FixStatus::applied || find(one); });
  }

  // Everything else in the target stays as it is.
  Choices take() {
    for (size_t i = 0; i < result_->analysis.diagnostics.size(); ++i) {
      if (chosen_.count(i) == 0) wanted_.declined.push_back(i);
    }
    return std::move(wanted_);
  }

  const std::set<size_t>& chosen() const { return chosen_; }

 private:
  bool find(const FixOutcome& outcome) {
    const Diagnostic& own = fragment_.diagnostics[outcome.diagnostic];
    const ParsedSource& source = fragment_.sources[own.place.source];
    if (!source.config) {
      result_->problem = "only nginx configuration can be carried over: fix the file of the manifest itself";
      return false;
    }
    const DirectiveId id = directive_around(*source.config, own.place.span.start);
    if (id == kNoDirective) return true;
    const std::optional<Found> found = alignment_of(own.place.source).find(id, &result_->problem);
    if (!found) return false;
    const auto& all = result_->analysis.diagnostics;
    for (size_t i = 0; i < all.size(); ++i) {
      const Place& place = all[i].place;
      if (all[i].rule != own.rule || place.source != found->file || chosen_.count(i) != 0) continue;
      if (directive_around(*target_.sources[found->file].config, place.span.start) != found->id) continue;
      choose(i, own.fixes[outcome.fix], outcome.title);
      break;
    }
    return true;  // not found: the whole file does not have this fault
  }

  Alignment& alignment_of(size_t source) {
    const auto found = alignments_.find(source);
    if (found != alignments_.end()) return found->second;
    return alignments_.emplace(source, Alignment(*fragment_.sources[source].config, target_)).first->second;
  }

  // The fix with the same title, or with the same assumption about the backend; else the default.
  void choose(size_t index, const Fix& own, const std::string& title) {
    const std::vector<Fix>& fixes = result_->analysis.diagnostics[index].fixes;
    std::optional<size_t> best = default_fix(fixes);
    for (size_t i = fixes.size(); i-- > 0;) {
      if (own.assumes && fixes[i].assumes && own.assumes->protocol == fixes[i].assumes->protocol) best = i;
    }
    for (size_t i = 0; i < fixes.size(); ++i) {
      if (fixes[i].title == title) best = i;
    }
    if (!best) return;
    chosen_.insert(index);
    wanted_.chosen.push_back({index, *best});
  }

  const Analysis& fragment_;
  const Target& target_;
  Rebasing* result_;
  Choices wanted_;
  std::set<size_t> chosen_;  // diagnostics of the target
  std::map<size_t, Alignment> alignments_;
};

// An upstream that the fragment and the target both have must be the same one. Returns the problem if it is
// not.
std::string foreign_upstream(const Analysis& fragment, const Target& target) {
  for (const ParsedSource& source : fragment.sources) {
    if (!source.config) continue;
    Alignment alignment(*source.config, target);
    for (const nginx::Upstream& upstream : source.config->upstreams()) {
      std::string problem;
      const bool known = target.by_key.count(key_of(*source.config, upstream.directive)) != 0;
      if (known && !alignment.find(upstream.directive, &problem)) return problem;
    }
  }
  return "";
}

}  // namespace

Rebasing rebase(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring,
                const Choices& choices, const std::vector<Document>& documents) {
  Rebasing result;
  const Target target(documents);
  if (target.sources.empty()) {
    result.problem = "there is no file to carry the fix over to";
    return result;
  }
  result.problem = foreign_upstream(analysis, target);
  if (!result.problem.empty()) return result;
  // The evidence goes with the file as it went with the fragment.
  Sources sources = target.sources;
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    if (!analysis.sources[i].config) sources.share(analysis.sources, i);
  }
  result.analysis = analyze_sources(std::move(sources), analysis.nginx, workspace.answers);
  Choosing choosing(analysis, target, choices, &result);
  if (!choosing.find(refactoring)) return result;
  result.refactoring = refactor(workspace, result.analysis, choosing.take());

  const std::string& name = file_name(target.sources[0]);
  auto& outcomes = result.refactoring.outcomes;
  const auto is_chosen = [&](const FixOutcome& one) { return choosing.chosen().count(one.diagnostic) != 0; };
  for (const FixOutcome& outcome : outcomes) {
    const bool made = outcome.status == FixStatus::applied || outcome.status == FixStatus::settled;
    if (!is_chosen(outcome) || made) continue;
    const Fix& fix = result.analysis.diagnostics[outcome.diagnostic].fixes[outcome.fix];
    result.problem = "the fix does not hold in " + name + ": " +
                     (outcome.reason.empty() ? "it needs that " + fix.assumption : outcome.reason) +
                     "; use the whole file instead of the fragment";
    return result;
  }
  outcomes.erase(std::remove_if(outcomes.begin(), outcomes.end(),
                                [&](const FixOutcome& one) { return !is_chosen(one); }),
                 outcomes.end());
  if (outcomes.empty() && refactoring.applied > 0)
    result.problem = name + " does not have the faults of the fragment: is it fixed already?";
  auto& files = result.refactoring.files;
  files.erase(
      std::remove_if(files.begin(), files.end(), [](const FixedFile& file) { return file.changes.empty(); }),
      files.end());
  return result;
}

}  // namespace stackengine
