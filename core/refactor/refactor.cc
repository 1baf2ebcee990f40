#include "refactor/refactor.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "refactor/conflicts.h"
#include "refactor/fixed_locations.h"
#include "refactor/result.h"
#include "refactor/verify.h"
#include "rules/fix_keys.h"
#include "text/limits.h"

namespace stackengine {
namespace {

// One diagnostic over all rounds: what is to be done with it, and what became of it. Other fixes move it, so
// its place is kept current.
struct Case {
  Place place;
  std::string rule;
  std::string message;
  bool declined = false;
  std::optional<std::string> chosen;  // the fix's title: its index is good for one round only
  FixStatus status = FixStatus::not_chosen;
  std::string title;  // of the fix that `status` is about
  std::string assumption;

  void set(FixStatus now, const Fix& fix) {
    status = now;
    title = fix.title;
    assumption = fix.assumption;
  }
};

// Where an offset of a source lies after edits of that source and others.
uint32_t moved(uint32_t offset, const std::vector<Edit>& edits, size_t source) {
  int64_t shift = 0;
  for (const Edit& edit : edits) {
    if (edit.place.source != source || edit.place.span.end > offset) continue;
    shift += static_cast<int64_t>(edit.text.size()) - edit.place.span.size();
  }
  return static_cast<uint32_t>(offset + shift);
}

// All diagnostics seen so far; those of the first analysis come first, in its order.
class Cases {
 public:
  Cases(const Analysis& analysis, const Choices& choices) : unsafe_(choices.unsafe) {
    for (const Diagnostic& diagnostic : analysis.diagnostics) add(diagnostic);
    for (const FixChoice& choice : choices.chosen) {
      if (choice.diagnostic >= cases_.size()) continue;
      const std::vector<Fix>& fixes = analysis.diagnostics[choice.diagnostic].fixes;
      cases_[choice.diagnostic].chosen = choice.fix < fixes.size() ? fixes[choice.fix].title : "";
    }
    for (const size_t index : choices.declined) {
      if (index < cases_.size()) cases_[index].declined = true;
    }
  }

  Case& operator[](size_t index) { return cases_[index]; }

  // The case of each diagnostic of a round; diagnostics that a fix revealed become new cases.
  std::vector<size_t> of(const std::vector<Diagnostic>& diagnostics) {
    std::map<std::tuple<size_t, uint32_t, std::string>, size_t> index;
    for (size_t i = 0; i < cases_.size(); ++i) {
      if (cases_[i].status == FixStatus::applied) continue;
      index.emplace(std::make_tuple(cases_[i].place.source, cases_[i].place.span.start, cases_[i].rule), i);
    }
    std::vector<size_t> result;
    for (const Diagnostic& diagnostic : diagnostics) {
      const auto found = index.find({diagnostic.place.source, diagnostic.place.span.start, diagnostic.rule});
      result.push_back(found == index.end() ? cases_.size() : found->second);
      if (found == index.end()) add(diagnostic);
    }
    return result;
  }

  // Index of the fix to apply, or nullopt.
  std::optional<size_t> pick(const Case& one, const std::vector<Fix>& fixes) const {
    if (one.declined || one.status == FixStatus::refused) return std::nullopt;
    std::optional<size_t> index = default_fix(fixes);
    if (one.chosen) {
      const auto same = [&](const Fix& fix) { return fix.title == *one.chosen; };
      index = static_cast<size_t>(std::find_if(fixes.begin(), fixes.end(), same) - fixes.begin());
    }
    if (!index || *index >= fixes.size()) return std::nullopt;
    switch (fixes[*index].applicability) {
      case Applicability::safe:
        return index;
      case Applicability::unsafe:
        return unsafe_ || one.chosen ? index : std::nullopt;
      case Applicability::manual:
        break;
    }
    return std::nullopt;
  }

  // What the fixed text no longer says, and what others wrote anew, was settled by them. `effects`: of the
  // cases that were applied; `last`: the diagnostics of the fixed text.
  void settle(const Effects& effects, const std::vector<Diagnostic>& last) {
    std::set<std::pair<std::string_view, std::string_view>> left;
    for (const Diagnostic& diagnostic : last) left.emplace(diagnostic.rule, diagnostic.message);
    const size_t known = cases_.size();
    const std::vector<size_t> found = of(last);
    std::set<size_t> open(found.begin(), found.end());
    for (size_t i = 0; i < known; ++i) {
      Case& one = cases_[i];
      const bool gone = one.status == FixStatus::applied
                            ? effects.gone(i)
                            : open.count(i) == 0 && left.count({one.rule, one.message}) == 0;
      if (gone) one.status = FixStatus::settled;
    }
  }

  // What was refused beside other fixes may hold on their result.
  void forgive() {
    for (Case& one : cases_) {
      if (one.status == FixStatus::refused) one.status = FixStatus::not_chosen;
    }
  }

  // Moves every case to where `edits` put it.
  void follow(const std::vector<Edit>& edits) {
    for (Case& one : cases_) one.place.span.start = moved(one.place.span.start, edits, one.place.source);
  }

 private:
  void add(const Diagnostic& diagnostic) {
    Case one;
    one.place = diagnostic.place;
    one.rule = diagnostic.rule;
    one.message = diagnostic.message;
    cases_.push_back(std::move(one));
  }

  bool unsafe_;
  std::vector<Case> cases_;
};

std::vector<Source> with_edits(const std::vector<Source>& sources, const std::vector<Edit>& edits) {
  std::vector<Source> fixed = sources;
  for (size_t i = 0; i < fixed.size(); ++i) {
    std::vector<Edit> own;
    for (const Edit& edit : edits) {
      if (edit.place.source == i) own.push_back(edit);
    }
    if (own.empty()) continue;
    for (uint32_t& place : fixed[i].breaks) place = moved(place, own, i);
    fixed[i].text = apply_edits(sources[i].text, std::move(own));
  }
  return fixed;
}

size_t total_size(const std::vector<Source>& sources) {
  size_t size = 0;
  for (const Source& source : sources) size += source.text.size();
  return size;
}

// The state between rounds.
struct State {
  const std::vector<BackendAnswer>& answers;
  Analysis analysis;
  const Choices& choices;
  Cases cases;
  FixedLocations locations;
  Effects effects;
  size_t profiled = 0;  // of the locations: how many the profile has been applied to
  size_t work =
      Limits::kMaxFixWork;  // bytes that may still be read to find out which fixes do not go together
};

struct Attempt {
  size_t diagnostic;  // index into the round's diagnostics
  size_t fix;
  size_t one;  // index of its case
};

// What applying some fixes gives.
struct Outcome {
  Analysis analysis;
  std::vector<Edit> edits;
};

// Applies `attempts` together; nullopt when that would make the configuration worse.
std::optional<Outcome> attempt_all(const State& state, const std::vector<Attempt>& attempts) {
  Outcome outcome;
  std::vector<const Diagnostic*> fixed;
  std::set<std::tuple<size_t, uint32_t, uint32_t, std::string_view>> seen;
  for (const Attempt& attempt : attempts) {
    const Diagnostic& diagnostic = state.analysis.diagnostics[attempt.diagnostic];
    for (const Edit& edit : diagnostic.fixes[attempt.fix].edits) {
      const Span span = edit.place.span;
      if (seen.emplace(edit.place.source, span.start, span.end, edit.text).second)
        outcome.edits.push_back(edit);
    }
    fixed.push_back(&diagnostic);
  }
  outcome.analysis =
      analyze_sources(with_edits(state.analysis.sources, outcome.edits), state.analysis.nginx, state.answers);
  if (!is_improvement(state.analysis, outcome.analysis, fixed)) return std::nullopt;
  return outcome;
}

void accept(Outcome outcome, const std::vector<Attempt>& attempts, State* state) {
  std::vector<const Diagnostic*> fixed;
  fixed.reserve(attempts.size());
  for (const Attempt& attempt : attempts) fixed.push_back(&state->analysis.diagnostics[attempt.diagnostic]);
  state->locations.add(state->analysis.sources, fixed);
  for (const Attempt& attempt : attempts) {
    const Fix& fix = state->analysis.diagnostics[attempt.diagnostic].fixes[attempt.fix];
    state->cases[attempt.one].set(FixStatus::applied, fix);
    state->effects.add(attempt.one, fix.edits);
  }
  state->analysis = std::move(outcome.analysis);
  state->cases.follow(outcome.edits);
  state->effects.follow(outcome.edits);
  state->locations.follow(outcome.edits);
}

// One round. Returns false when there was nothing to apply.
bool apply_round(State* state) {
  const std::vector<Diagnostic>& diagnostics = state->analysis.diagnostics;
  const std::vector<size_t> cases = state->cases.of(diagnostics);
  FixSet accepted;
  std::vector<Attempt> attempts;
  std::vector<Attempt> wanted;
  for (size_t i = 0; i < diagnostics.size(); ++i) {
    const std::optional<size_t> index = state->cases.pick(state->cases[cases[i]], diagnostics[i].fixes);
    if (index) wanted.push_back({i, *index, cases[i]});
  }
  const auto fix_of = [&](const Attempt& attempt) -> const Fix& {
    return diagnostics[attempt.diagnostic].fixes[attempt.fix];
  };
  // Who is asked comes first: where that changes, other fixes of the location may not be needed any more.
  std::stable_partition(wanted.begin(), wanted.end(),
                        [&](const Attempt& attempt) { return rules::changes_pass(fix_of(attempt)); });
  for (const Attempt& attempt : wanted) {
    const Fix& fix = fix_of(attempt);
    if (!accepted.fits(fix)) {
      state->cases[attempt.one].set(FixStatus::conflicting, fix);
      continue;
    }
    accepted.add(fix);
    attempts.push_back(attempt);
  }
  if (attempts.empty()) return false;
  if (auto outcome = attempt_all(*state, attempts)) {
    accept(std::move(*outcome), attempts, state);
    return true;
  }
  // Together they do not hold: leave out, one by one, those that do not hold with the ones before. They get
  // another chance in the next round, on its result, as long as that helps any.
  std::vector<Attempt> held;
  std::optional<Outcome> best;
  for (const Attempt& attempt : attempts) {
    held.push_back(attempt);
    std::optional<Outcome> outcome = state->work > 0 ? attempt_all(*state, held) : std::nullopt;
    state->work -= std::min(state->work, total_size(state->analysis.sources) + 1);
    if (outcome) {
      best = std::move(outcome);
      continue;
    }
    held.pop_back();
    state->cases[attempt.one].set(FixStatus::refused, diagnostics[attempt.diagnostic].fixes[attempt.fix]);
  }
  if (!best) return false;
  accept(std::move(*best), held, state);
  state->cases.forgive();
  return true;
}

// Adds what the profile wants for `locations` and says whether that is anything; nullopt when it would make
// the configuration worse.
std::optional<bool> add_together(const std::vector<FixedLocation>& locations, State* state,
                                 Refactoring* result) {
  ProfileEdits more = profile_edits(state->choices.profile, state->choices.unsafe, state->analysis.sources,
                                    state->analysis.nginx, locations);
  Outcome outcome;
  outcome.edits = std::move(more.edits);
  const bool any = !outcome.edits.empty();
  if (any) {
    outcome.analysis = analyze_sources(with_edits(state->analysis.sources, outcome.edits),
                                       state->analysis.nginx, state->answers);
    if (!is_improvement(state->analysis, outcome.analysis, {})) return std::nullopt;
    accept(std::move(outcome), {}, state);
    state->cases.forgive();
  }
  for (Addition& addition : more.additions) result->additions.push_back(std::move(addition));
  for (std::string& note : more.notes) result->notes.push_back(std::move(note));
  return any;
}

// The additions of all locations at once, or of those one by one that they do not harm. False when nothing
// was added.
bool add_profile(State* state, Refactoring* result) {
  const std::vector<FixedLocation>& all = state->locations.all();
  const size_t first = std::exchange(state->profiled, all.size());
  const std::vector<FixedLocation> pending(all.begin() + static_cast<ptrdiff_t>(first), all.end());
  if (pending.empty() || state->choices.profile == Profile::minimal) return false;
  if (const auto added = add_together(pending, state, result)) return *added;
  bool any = false;
  for (size_t i = first; i < state->profiled && state->work > 0; ++i) {
    any = add_together({all[i]}, state, result).value_or(false) || any;
    state->work -= std::min(state->work, total_size(state->analysis.sources) + 1);
  }
  return any;
}

}  // namespace

std::string_view to_string(FixStatus status) {
  switch (status) {
    case FixStatus::applied:
      return "applied";
    case FixStatus::conflicting:
      return "conflicting";
    case FixStatus::refused:
      return "refused";
    case FixStatus::settled:
      return "settled";
    case FixStatus::not_chosen:
      break;
  }
  return "not_chosen";
}

Refactoring refactor(const Workspace& workspace, const Analysis& analysis, const Choices& choices) {
  Refactoring result;
  if (!analysis.refusal.empty()) return result;

  State state = {workspace.answers,  analysis, choices, Cases(analysis, choices), {}, {}, 0,
                 Limits::kMaxFixWork};
  const size_t rounds = Limits::kMinFixRounds + Limits::kMaxFixWork / (total_size(analysis.sources) + 1);
  for (size_t round = 0; round < rounds; ++round) {
    if (!apply_round(&state) && !add_profile(&state, &result)) break;
  }
  state.cases.settle(state.effects, state.analysis.diagnostics);
  for (size_t i = 0; i < analysis.diagnostics.size(); ++i) {
    const std::vector<Fix>& fixes = analysis.diagnostics[i].fixes;
    if (fixes.empty()) continue;
    const Case& one = state.cases[i];
    // A later round may have offered another fix than the first.
    const auto found =
        std::find_if(fixes.begin(), fixes.end(), [&](const Fix& fix) { return fix.title == one.title; });
    const size_t index = found == fixes.end() ? 0 : static_cast<size_t>(found - fixes.begin());
    if (one.title.empty()) {
      result.outcomes.push_back({i, index, one.status, fixes[0].title, fixes[0].assumption});
    } else {
      result.outcomes.push_back({i, index, one.status, one.title, one.assumption});
    }
  }

  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const Source& source = analysis.sources[i];
    if (source.kind != SourceKind::nginx && source.kind != SourceKind::kubernetes) continue;
    FixedFile file;
    file.source = i;
    file.document = source.document;
    file.name = source.name;
    file.before = source.text;
    file.after = state.analysis.sources[i].text;
    file.breaks = state.analysis.sources[i].breaks;
    file.changes = diff_lines(file.before, file.after);
    result.patch += unified_diff(patch_name(source), file.before, file.after, file.changes);
    result.files.push_back(std::move(file));
  }
  for (const FixedLocation& location : state.locations.all()) {
    if (std::find(result.locations.begin(), result.locations.end(), location) == result.locations.end())
      result.locations.push_back(location);
  }
  result.remaining = remaining_in(state.analysis);
  return result;
}

}  // namespace stackengine
