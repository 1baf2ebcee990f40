#include "refactor/rebase.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "nginx/config.h"
#include "nginx/layout.h"
#include "refactor/result.h"
#include "refactor/verify.h"
#include "text/edit.h"
#include "text/line_index.h"

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::Terminator;

constexpr int kMaxLevels = 100;

// The head of a directive (all of it, unless it is a block), the `}` of a block, or a block of Lua.
struct Unit {
  DirectiveId directive = kNoDirective;  // kNoDirective: a `}` that closes nothing
  bool close = false;
  Span span;
};

// The words as nginx reads them, and how the directive ends: equal for directives that differ in layout
// alone.
std::string key_of(const Config& config, DirectiveId id) {
  std::string key(config.name(id));
  for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) key += '\0' + config.argument(id, i);
  const Terminator end = config.directive(id).terminator;
  return key + (end == Terminator::block ? '{' : end == Terminator::semicolon ? ';' : '\0');
}

std::vector<Unit> units_of(const Config& config) {
  std::vector<Unit> units;
  for (DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
    const nginx::Directive& one = config.directive(id);
    const bool block = config.tree().is_block(id);
    units.push_back({id, false, {one.span.start, block ? one.body.start : one.span.end}});
    if (block && one.closed) units.push_back({id, true, {one.body.end, one.span.end}});
  }
  std::sort(units.begin(), units.end(),
            [](const Unit& a, const Unit& b) { return a.span.start < b.span.start; });
  return units;
}

// One line for each unit, for diff_lines().
std::string as_lines(const Config& config, const std::vector<Unit>& units) {
  std::string out;
  for (const Unit& unit : units) {
    std::string line(unit.close ? "}" : unit.span.in(config.text()));
    std::replace(line.begin(), line.end(), '\n', ' ');
    out += line + '\n';
  }
  return out;
}

// A directive of the target.
struct Found {
  size_t file = 0;
  DirectiveId id = kNoDirective;
};

// The files that the fix goes into.
struct Target {
  std::vector<Source> sources;
  std::deque<Config> configs;  // of the sources
  std::map<std::string, std::vector<Found>> by_key;

  explicit Target(const std::vector<Document>& documents) {
    for (size_t i = 0; i < documents.size(); ++i) {
      Document document = documents[i];
      // A file is taken as it is, so that the patch fits it; a dump is split into files.
      if (document.text.find("# configuration file /") == std::string::npos)
        document.kind = DocumentKind::nginx;
      for (Source& source : intake::read(document, i).sources) {
        if (source.kind == SourceKind::nginx) sources.push_back(std::move(source));
      }
    }
    for (size_t i = 0; i < sources.size(); ++i) {
      const Config& config = configs.emplace_back(sources[i].text, sources[i].breaks);
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

  // Where `id` of the fragment stands in the target; nullopt, and `problem` filled, when that is not known.
  std::optional<Found> find(DirectiveId id, std::string* problem) {
    DirectiveId top = id;
    while (fragment_.directive(top).parent != kNoDirective) top = fragment_.directive(top).parent;
    if (found_[top].id == kNoDirective && !place(top, problem)) return std::nullopt;
    if (found_[id].id != kNoDirective) return found_[id];
    *problem = words(id) + " is not in " + words(top) + " of " + name(found_[top]) +
               ": paste that block as it is now, or fix the file itself";
    return std::nullopt;
  }

  // `server` (line 3 of the fragment)
  std::string words(DirectiveId id) const {
    const Unit head = {id, false, fragment_.directive(id).span};
    const nginx::Word& last =
        fragment_.tree().words[fragment_.directive(id).first_word + fragment_.directive(id).word_count - 1];
    std::string out = "`" + std::string(Span{head.span.start, last.span.end}.in(fragment_.text())) + "`";
    return out + " (line " + std::to_string(LineIndex(fragment_.text()).at(head.span.start).line) +
           " of the fragment)";
  }

 private:
  const std::string& name(const Found& found) const { return file_name(target_.sources[found.file]); }

  const Config& config(const Found& found) const { return target_.configs[found.file]; }

  // Directives of the block of the fragment that stand in the other one, at all levels. `record`: remembers
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

  // How many of the directives at the top of the fragment stand beside the other one.
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

  // Leaves those with the highest score, and gives that.
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
    const size_t most = keep_best(&best, [&](const Found& one) { return match(top, one, false); });
    if (best.size() > 1) keep_best(&best, [&](const Found& one) { return beside(one); });
    // A block that has most of its lines elsewhere is another block of that name.
    const size_t lines = fragment_.directive(top).subtree_end - top - 1;
    if (best.empty() || most * 2 < lines) {
      *problem = words(top) + " is not in " + file_name(target_.sources.front()) +
                 (target_.sources.size() > 1 ? " or the files beside it" : "") +
                 ": name the file that it was copied from, or paste the block as it is there";
      return false;
    }
    // Copies of one block that were all pasted are those of the file, in order.
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
    *problem = words(top) + " stands " + std::to_string(best.size()) + " times in the file:";
    for (size_t i = 0; i < std::min<size_t>(best.size(), 3); ++i) {
      const uint32_t at = config(best[i]).directive(best[i].id).span.start;
      *problem += (i == 0 ? " " : ", ") + name(best[i]) + ":" +
                  std::to_string(LineIndex(config(best[i]).text()).at(at).line);
    }
    *problem += best.size() > 3 ? ", …" : "";
    *problem += "; paste it with the block around it, or fix the file itself";
    return false;
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

// Turns what changed between a fragment and its fixed text into edits of the target.
class Transfer {
 public:
  Transfer(const Config& before, const Config& after, const Target& target, std::vector<Edit>* edits)
      : before_(before),
        after_(after),
        target_(target),
        old_(units_of(before)),
        new_(units_of(after)),
        alignment_(before, target),
        edits_(edits) {}

  // Why it cannot be done; empty: it is.
  std::string run() {
    for (const Change& change : diff_lines(as_lines(before_, old_), as_lines(after_, new_))) {
      size_t from = change.before_line - 1;
      size_t to = from + change.before_lines;
      size_t at = change.after_line - 1;
      const size_t end = at + change.after_lines;
      while (from < to && at < end && becomes(old_[from], new_[at])) {
        if (!replace(old_[from++], new_[at++])) return problem_;
      }
      for (size_t i = from; i < to; ++i) {
        if (!remove(old_[i])) return problem_;
      }
      if (at < end && !insert(from, at, end)) return problem_;
    }
    return problem_;
  }

  // Where a place of the fragment stands in the target, if that is known.
  std::optional<Place> place_of(uint32_t offset) {
    const auto behind = std::upper_bound(old_.begin(), old_.end(), offset,
                                         [](uint32_t at, const Unit& unit) { return at < unit.span.start; });
    if (behind == old_.begin()) return std::nullopt;
    std::string ignored;
    const auto found = alignment_.find((behind - 1)->directive, &ignored);
    if (!found) return std::nullopt;
    return Place{found->file, target_.configs[found->file].directive(found->id).span};
  }

 private:
  bool becomes(const Unit& old, const Unit& fresh) const {
    return !old.close && !fresh.close &&
           before_.tree().is_block(old.directive) == after_.tree().is_block(fresh.directive);
  }

  std::string_view word(const Config& config, DirectiveId id, uint32_t i) const {
    return config.tree().words[config.directive(id).first_word + i].span.in(config.text());
  }

  // The head of a directive gets the words of another; words that stay are left as the target writes them.
  bool replace(const Unit& old, const Unit& fresh) {
    const auto found = alignment_.find(old.directive, &problem_);
    if (!found) return false;
    const Config& there = target_.configs[found->file];
    const nginx::Directive& head = there.directive(found->id);
    const nginx::Directive& before = before_.directive(old.directive);
    const nginx::Directive& after = after_.directive(fresh.directive);
    if (before.word_count == after.word_count && before.terminator == after.terminator) {
      for (uint32_t i = 0; i < before.word_count; ++i) {
        const std::string_view text = word(after_, fresh.directive, i);
        if (text == word(before_, old.directive, i)) continue;
        edits_->push_back({{found->file, there.tree().words[head.first_word + i].span}, std::string(text)});
      }
      return true;
    }
    const uint32_t end = there.tree().is_block(found->id) ? head.body.start : head.span.end;
    edits_->push_back({{found->file, {head.span.start, end}}, std::string(fresh.span.in(after_.text()))});
    return true;
  }

  bool remove(const Unit& old) {
    const auto found = alignment_.find(old.directive, &problem_);
    if (!found) return false;
    const Config& there = target_.configs[found->file];
    const nginx::Directive& one = there.directive(found->id);
    const bool block = there.tree().is_block(found->id);
    const Span span = old.close ? Span{one.body.end, one.span.end}
                      : block   ? Span{one.span.start, one.body.start}
                                : one.span;
    if (!old.close || one.closed) edits_->push_back(nginx::remove_span(there, found->file, span));
    return true;
  }

  // The new units [at, end) before unit `next` of the fragment.
  bool insert(size_t next, size_t at, size_t end) {
    const Unit* before = next > 0 ? &old_[next - 1] : nullptr;
    const Unit* behind = next < old_.size() ? &old_[next] : nullptr;
    const bool first = before != nullptr && !before->close && before_.tree().is_block(before->directive);
    const Unit* anchor = before != nullptr ? before : behind;
    if (anchor == nullptr) {
      problem_ = "the fragment holds no block";
      return false;
    }
    const auto found = alignment_.find(anchor->directive, &problem_);
    if (!found) return false;
    const Config& there = target_.configs[found->file];
    for (const std::string& text : statements(at, end)) {
      const nginx::Directive& one = there.directive(found->id);
      if (before == nullptr) {  // in front of the first line
        edits_->push_back({{found->file, {one.span.start, one.span.start}},
                           text + nginx::new_line_like(there.text(), one.span.start)});
      } else if (!first) {
        edits_->push_back(
            nginx::insert_after(there, found->file, found->id, {laid_out(there, *found, text)}));
      } else if (one.subtree_end > found->id + 1) {
        edits_->push_back(nginx::insert_first(there, found->file, found->id, laid_out(there, *found, text)));
      } else {
        const std::string line = nginx::new_line_like(there.text(), one.span.start) + "    ";
        edits_->push_back({{found->file, {one.body.start, one.body.start}}, line + text});
      }
    }
    return true;
  }

  // A block keeps its lines: each begins as the target's do, deeper ones deeper.
  static std::string laid_out(const Config& there, const Found& found, const std::string& text) {
    if (text.find('\n') == std::string::npos) return text;
    const std::string line = nginx::new_line_like(there.text(), there.directive(found.id).span.start);
    std::string out;
    for (const char c : text) {
      if (c == '\r') continue;
      if (c == '\n')
        out += line;
      else
        out += c;
    }
    return out;
  }

  // The units as whole directives; the lines of a block without the indentation of its first one.
  std::vector<std::string> statements(size_t at, size_t end) const {
    std::vector<std::string> out;
    while (at < end) {
      const Unit& unit = new_[at];
      size_t last = at;
      if (!unit.close && after_.tree().is_block(unit.directive)) {
        while (last + 1 < end && !(new_[last].close && new_[last].directive == unit.directive)) ++last;
      }
      std::string text(Span{unit.span.start, new_[last].span.end}.in(after_.text()));
      const std::string line = nginx::new_line_like(after_.text(), unit.span.start);
      for (size_t i = text.find(line); line.size() > 1 && i != std::string::npos; i = text.find(line, i + 1))
        text.replace(i, line.size(), "\n");
      out.push_back(std::move(text));
      at = last + 1;
    }
    return out;
  }

  const Config& before_;
  const Config& after_;
  const Target& target_;
  const std::vector<Unit> old_;
  const std::vector<Unit> new_;
  Alignment alignment_;
  std::vector<Edit>* edits_;
  std::string problem_;
};

}  // namespace

Rebasing rebase(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring,
                const std::vector<Document>& documents) {
  Rebasing result;
  const Target target(documents);
  if (target.sources.empty()) {
    result.problem = "there is no file to carry the fix over to";
    return result;
  }
  std::vector<Edit> edits;
  std::vector<std::pair<std::string_view, Place>> repaired;  // rule, and where it stands in the target
  for (const FixedFile& file : refactoring.files) {
    if (file.changes.empty()) continue;
    const Source& source = analysis.sources[file.source];
    if (source.kind != SourceKind::nginx) continue;
    const Config before(source.text, source.breaks);
    const Config after(file.after, file.breaks);
    Transfer transfer(before, after, target, &edits);
    result.problem = transfer.run();
    if (!result.problem.empty()) return result;
    for (const FixOutcome& outcome : refactoring.outcomes) {
      const Diagnostic& diagnostic = analysis.diagnostics[outcome.diagnostic];
      if (outcome.status != FixStatus::applied || diagnostic.place.source != file.source) continue;
      if (const auto place = transfer.place_of(diagnostic.place.span.start))
        repaired.emplace_back(diagnostic.rule, *place);
    }
  }

  // The evidence goes with the file as it went with the fragment.
  std::vector<Source> sources = target.sources;
  for (const Source& source : analysis.sources) {
    if (source.kind != SourceKind::nginx) sources.push_back(source);
  }
  const Analysis before = analyze_sources(sources, analysis.nginx, workspace.answers);
  for (size_t i = 0; i < target.sources.size(); ++i) {
    std::vector<Edit> own;
    for (const Edit& edit : edits) {
      if (edit.place.source == i) own.push_back(edit);
    }
    std::stable_sort(own.begin(), own.end(), [](const Edit& a, const Edit& b) { return a.place < b.place; });
    for (size_t k = 1; k < own.size(); ++k) {
      if (compatible(own[k - 1], own[k])) continue;
      result.problem = "two changes of the fragment meet at one place of " + file_name(target.sources[i]) +
                       ": fix the file itself";
      return result;
    }
    if (!own.empty()) sources[i].text = apply_edits(target.sources[i].text, std::move(own));
  }
  const Analysis after = analyze_sources(sources, analysis.nginx, workspace.answers, &before);
  std::vector<const Diagnostic*> gone;
  for (const Diagnostic& diagnostic : before.diagnostics) {
    const bool meant = std::any_of(repaired.begin(), repaired.end(), [&](const auto& one) {
      return one.first == diagnostic.rule && one.second.source == diagnostic.place.source &&
             one.second.span.start <= diagnostic.place.span.start &&
             diagnostic.place.span.end <= one.second.span.end;
    });
    if (meant) gone.push_back(&diagnostic);
  }
  if (const Worsening worse = worsening(before, after, gone); worse.any()) {
    result.problem = "the fix does not hold in " + file_name(target.sources.front()) + ": " + worse.reason +
                     "; fix the file itself";
    return result;
  }

  for (size_t i = 0; i < target.sources.size(); ++i) {
    const Source& source = target.sources[i];
    FixedFile file;
    file.source = i;
    file.document = source.document;
    file.name = file_name(source);
    file.before = source.text;
    file.after = sources[i].text;
    file.breaks = source.breaks;
    file.changes = diff_lines(file.before, file.after);
    if (file.changes.empty()) continue;
    result.patch += unified_diff(patch_name(source), file.before, file.after, file.changes);
    result.files.push_back(std::move(file));
  }
  result.remaining = remaining_in(after);
  result.sources = std::move(sources);
  return result;
}

}  // namespace stackengine
