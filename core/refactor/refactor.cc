#include "refactor/refactor.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "refactor/blame.h"
#include "refactor/conflicts.h"
#include "refactor/fixed_locations.h"
#include "refactor/result.h"
#include "refactor/verify.h"
#include "rules/fix_keys.h"
#include "text/limits.h"
#include "text/shifts.h"

namespace stackengine {
namespace {

// One diagnostic over all rounds: what to do with it, and the outcome. Other fixes move it, so
// its place is kept current.
struct Case {
  Place place;
  std::string rule;
  std::string message;
  bool declined = false;
  std::optional<std::string> chosen;  // the title of the fix: its index is valid for one round only
  FixStatus status = FixStatus::not_chosen;
  std::string title;  // of the fix that `status` is about
  std::string assumption;
  std::string reason;  // of `conflicting` and `refused`

  void set(FixStatus now, const Fix& fix) {
    status = now;
    title = fix.title;
    assumption = fix.assumption;
  }
};

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
    std::vector<size_t> open;
    for (size_t i = 0; i < cases_.size(); ++i) {
      if (cases_[i].status != FixStatus::applied) open.push_back(i);
    }
    const auto key = [](const Place& place, const std::string& rule) {
      return std::make_tuple(place.source, place.span.start, std::string_view(rule));
    };
    std::stable_sort(open.begin(), open.end(), [&](size_t a, size_t b) {
      return key(cases_[a].place, cases_[a].rule) < key(cases_[b].place, cases_[b].rule);
    });
    std::vector<size_t> result;
    for (const Diagnostic& diagnostic : diagnostics) {
      const auto wanted = key(diagnostic.place, diagnostic.rule);
      const auto found = std::lower_bound(
          open.begin(), open.end(), wanted,
          [&](size_t one, const auto& sought) { return key(cases_[one].place, cases_[one].rule) < sought; });
      const bool known = found != open.end() && key(cases_[*found].place, cases_[*found].rule) == wanted;
      result.push_back(known ? *found : cases_.size());
      if (!known) add(diagnostic);
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

  // Marks as settled what the fixed text no longer reports and what others rewrote. `effects`: of the
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

  // A fix that was refused together with others may work on their result.
  void forgive() {
    for (Case& one : cases_) {
      if (one.status == FixStatus::refused) one.status = FixStatus::not_chosen;
    }
  }

  void follow(const Shifts& shifts) {
    for (Case& one : cases_) one.place.span.start = shifts.moved(one.place.source, one.place.span.start);
  }

  size_t applied() const {
    return static_cast<size_t>(std::count_if(
        cases_.begin(), cases_.end(), [](const Case& one) { return one.status == FixStatus::applied; }));
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

// The state between rounds.
struct State {
  State(const Workspace& workspace, const Analysis& first, const Choices& the_choices)
      : answers(workspace.answers),
        analysis(&first),
        choices(the_choices),
        cases(first, the_choices),
        regions(first.sources.size()),
        work(Limits::kMaxFixWork / 8 + Limits::kMinFixTrials * total_size(first.sources)) {}

  const std::vector<BackendAnswer>& answers;
  const Analysis* analysis;  // the caller's, then `latest`
  Analysis latest;
  const Choices& choices;
  Cases cases;
  FixedLocations locations;
  Effects effects;
  size_t profiled = 0;                       // how many locations the profile was applied to
  std::vector<std::vector<Region>> regions;  // of each source: what was changed so far
  size_t readings = 0;
  size_t work;  // bytes that may still be analysed to find out which fixes do not work together
};

struct Attempt {
  size_t diagnostic;  // index into the round's diagnostics
  size_t fix;
  size_t one;  // index of its case
};

// The result of applying some fixes.
struct Outcome {
  Analysis analysis;
  std::vector<Edit> edits;
  Worsening worse;
};

Outcome outcome_of(State* the_state, std::vector<Edit> edits, const std::vector<const Diagnostic*>& fixed) {
  ++the_state->readings;
  const State& state = *the_state;
  Outcome outcome;
  outcome.edits = std::move(edits);
  outcome.analysis = analyze_sources(with_edits(state.analysis->sources, outcome.edits),
                                     state.analysis->nginx, state.answers, state.analysis);
  outcome.worse = worsening(*state.analysis, outcome.analysis, fixed);
  return outcome;
}

const std::vector<Edit>& edits_of(const State& state, const Attempt& attempt) {
  return state.analysis->diagnostics[attempt.diagnostic].fixes[attempt.fix].edits;
}

// Applies `attempts` together.
Outcome attempt_all(State* the_state, const std::vector<Attempt>& attempts) {
  const State& state = *the_state;
  std::vector<Edit> edits;
  std::vector<const Diagnostic*> fixed;
  std::set<std::tuple<size_t, uint32_t, uint32_t, std::string_view>> seen;
  for (const Attempt& attempt : attempts) {
    fixed.push_back(&state.analysis->diagnostics[attempt.diagnostic]);
    for (const Edit& edit : edits_of(state, attempt)) {
      const Span span = edit.place.span;
      if (seen.emplace(edit.place.source, span.start, span.end, edit.text).second) edits.push_back(edit);
    }
  }
  return outcome_of(the_state, std::move(edits), fixed);
}

void accept(Outcome outcome, const std::vector<Attempt>& attempts, State* state) {
  std::vector<const Diagnostic*> fixed;
  fixed.reserve(attempts.size());
  for (const Attempt& attempt : attempts) fixed.push_back(&state->analysis->diagnostics[attempt.diagnostic]);
  state->locations.add(state->analysis->sources, fixed);
  for (const Attempt& attempt : attempts) {
    const Fix& fix = state->analysis->diagnostics[attempt.diagnostic].fixes[attempt.fix];
    state->cases[attempt.one].set(FixStatus::applied, fix);
    state->effects.add(attempt.one, fix.edits);
  }
  state->latest = std::move(outcome.analysis);
  state->analysis = &state->latest;
  const Shifts shifts(outcome.edits);
  state->cases.follow(shifts);
  state->effects.follow(outcome.edits);
  state->locations.follow(shifts);
  std::vector<std::vector<Edit>> own = by_source(outcome.edits, state->regions.size());
  for (size_t i = 0; i < own.size(); ++i) {
    if (!own[i].empty()) state->regions[i] = followed_by(state->regions[i], std::move(own[i]));
  }
}

// Fixes that work together.
struct Held {
  std::vector<Attempt> attempts;
  std::optional<Outcome> outcome;  // of exactly these
};

// Tries `more` with those that work. False when that is worse, or too expensive to find out.
bool extend(State* state, const std::vector<Attempt>& more, Held* held) {
  const size_t cost = total_size(state->analysis->sources) + 1;
  if (more.empty() || state->work < cost) return false;
  state->work -= cost;
  std::vector<Attempt> together = held->attempts;
  together.insert(together.end(), more.begin(), more.end());
  Outcome outcome = attempt_all(state, together);
  if (outcome.worse.any()) {
    if (more.size() == 1) state->cases[more.front().one].reason = std::move(outcome.worse.reason);
    return false;
  }
  held->attempts = std::move(together);
  held->outcome = std::move(outcome);
  return true;
}

// Adds those of [first, last) that work with the earlier ones: all, or those of each half.
void extend_by_halves(State* state, const Attempt* first, const Attempt* last, Held* held) {
  if (first == last || extend(state, {first, last}, held) || last - first == 1) return;
  const Attempt* const middle = first + (last - first) / 2;
  extend_by_halves(state, first, middle, held);
  extend_by_halves(state, middle, last, held);
}

// For many fixes that do not work together: removes the fix nearest to each new finding of `outcome`,
// until the rest works. So faults in many places cost no more than one. Those that were removed for being
// near are then tried again.
Held without_blamed(State* state, std::vector<Attempt> attempts, Outcome outcome) {
  constexpr size_t kMaxSteps = 8;
  std::vector<std::vector<Attempt>> blamed;
  Held held;
  while (outcome.worse.any()) {
    std::vector<std::vector<Edit>> edits;
    edits.reserve(attempts.size());
    for (const Attempt& attempt : attempts) edits.push_back(edits_of(*state, attempt));
    const std::vector<bool> guilty =
        blame(state->analysis->diagnostics, outcome.worse.came, edits, outcome.edits);
    std::vector<Attempt> rest;
    std::vector<Attempt> out;
    for (size_t i = 0; i < attempts.size(); ++i) (guilty[i] ? out : rest).push_back(attempts[i]);
    if (out.empty() || blamed.size() == kMaxSteps) return {};
    for (const Attempt& attempt : out) state->cases[attempt.one].reason = outcome.worse.reason;
    blamed.push_back(std::move(out));
    attempts = std::move(rest);
    if (attempts.empty()) break;
    outcome = attempt_all(state, attempts);
  }
  if (!attempts.empty()) held = {std::move(attempts), std::move(outcome)};
  for (size_t i = blamed.size(); i-- > 0;) {
    if (i + 1 < blamed.size()) extend(state, blamed[i], &held);
  }
  return held;
}

// Which of `attempts` work together.
Held holding(State* state, const std::vector<Attempt>& attempts) {
  constexpr size_t kFew = 16;
  Held held;
  Outcome all = attempt_all(state, attempts);
  if (!all.worse.any()) return {attempts, std::move(all)};
  if (attempts.size() == 1) {
    state->cases[attempts.front().one].reason = std::move(all.worse.reason);
    return held;
  }
  if (attempts.size() > kFew) held = without_blamed(state, attempts, std::move(all));
  if (!held.outcome) {
    const size_t half = attempts.size() / 2;
    extend_by_halves(state, attempts.data(), attempts.data() + half, &held);
    extend_by_halves(state, attempts.data() + half, attempts.data() + attempts.size(), &held);
  }
  return held;
}

// One round. Returns false when there is nothing left to try.
bool apply_round(State* state) {
  const std::vector<Diagnostic>& diagnostics = state->analysis->diagnostics;
  const std::vector<size_t> cases = state->cases.of(diagnostics);
  FixSet accepted;
  std::vector<Attempt> attempts;
  std::vector<Attempt> wanted;
  bool any_conflicting = false;
  for (size_t i = 0; i < diagnostics.size(); ++i) {
    const std::optional<size_t> index = state->cases.pick(state->cases[cases[i]], diagnostics[i].fixes);
    if (index) wanted.push_back({i, *index, cases[i]});
  }
  const auto fix_of = [&](const Attempt& attempt) -> const Fix& {
    return diagnostics[attempt.diagnostic].fixes[attempt.fix];
  };
  // Fixes that change the pass directive come first: they may make other fixes of the location unnecessary.
  std::stable_partition(wanted.begin(), wanted.end(),
                        [&](const Attempt& attempt) { return rules::changes_pass(fix_of(attempt)); });
  for (const Attempt& attempt : wanted) {
    const Fix& fix = fix_of(attempt);
    if (const std::optional<size_t> rival = accepted.rival(fix)) {
      any_conflicting = true;
      state->cases[attempt.one].set(FixStatus::conflicting, fix);
      state->cases[attempt.one].reason =
          "another fix changes the same place: " + fix_of(attempts[*rival]).title;
      continue;
    }
    accepted.add(fix, attempts.size());
    attempts.push_back(attempt);
  }
  if (attempts.empty()) return false;
  // Until holding() finds out more.
  for (const Attempt& attempt : attempts) {
    Case& one = state->cases[attempt.one];
    one.set(FixStatus::refused, fix_of(attempt));
    one.reason =
        "it does not work together with the other fixes, and there are too many to try each one: apply the patch, then check the result again";
  }
  Held held = holding(state, attempts);
  // Those that do not hold are tried again on the result of this round, as long as that helps any.
  // Then the rivals of those that were refused are tried.
  if (!held.outcome) return any_conflicting;
  accept(std::move(*held.outcome), held.attempts, state);
  state->cases.forgive();
  return true;
}

// Adds what the profile asks for in `locations` and returns whether it added anything; nullopt when it would
// make the configuration worse.
std::optional<bool> add_together(const std::vector<FixedLocation>& locations, State* state,
                                 Refactoring* result) {
  ProfileEdits more = profile_edits(state->choices.profile, state->choices.unsafe, state->analysis->sources,
                                    state->analysis->nginx, locations);
  const bool any = !more.edits.empty();
  if (any) {
    Outcome outcome = outcome_of(state, std::move(more.edits), {});
    if (outcome.worse.any()) return std::nullopt;
    accept(std::move(outcome), {}, state);
    state->cases.forgive();
  }
  for (Addition& addition : more.additions) result->additions.push_back(std::move(addition));
  for (std::string& note : more.notes) result->notes.push_back(std::move(note));
  return any;
}

// Adds to all locations at once, or else to halves, omitting those where it does harm. False when nothing was
// added. `first` and `last`: indexes of locations, which further edits move.
bool add_by_halves(size_t first, size_t last, State* state, Refactoring* result) {
  const size_t cost = total_size(state->analysis->sources) + 1;
  if (first == last || state->work < cost) return false;
  const std::vector<FixedLocation>& all = state->locations.all();
  const auto begin = all.begin();
  const auto added = add_together(
      {begin + static_cast<ptrdiff_t>(first), begin + static_cast<ptrdiff_t>(last)}, state, result);
  if (added) return *added;
  state->work -= cost;
  if (last - first == 1) return false;
  const size_t middle = first + (last - first) / 2;
  const bool any = add_by_halves(first, middle, state, result);
  return add_by_halves(middle, last, state, result) || any;
}

bool add_profile(State* state, Refactoring* result) {
  const size_t first = std::exchange(state->profiled, state->locations.all().size());
  if (state->choices.profile == Profile::minimal) return false;
  return add_by_halves(first, state->profiled, state, result);
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

  State state(workspace, analysis, choices);
  constexpr size_t kManyFixes = 10000;
  size_t rounds = Limits::kMinFixRounds + Limits::kMaxFixWork / (total_size(analysis.sources) + 1);
  while (rounds > 0) {
    const size_t applied = state.cases.applied();
    if (!apply_round(&state) && !add_profile(&state, &result)) break;
    // A round that fixes thousands is worth its cost, and makes room for diagnostics that were not collected
    // yet.
    if (state.cases.applied() < applied + kManyFixes) --rounds;
  }
  state.cases.settle(state.effects, state.analysis->diagnostics);
  result.applied = state.cases.applied();
  result.readings = state.readings;
  result.left = totals(*state.analysis);
  for (size_t i = 0; i < analysis.diagnostics.size(); ++i) {
    const std::vector<Fix>& fixes = analysis.diagnostics[i].fixes;
    if (fixes.empty()) continue;
    const Case& one = state.cases[i];
    // A later round may have offered a different fix than the first.
    const auto found =
        std::find_if(fixes.begin(), fixes.end(), [&](const Fix& fix) { return fix.title == one.title; });
    const size_t index = found == fixes.end() ? 0 : static_cast<size_t>(found - fixes.begin());
    FixOutcome outcome = {i, index, one.status, one.title, one.assumption, {}};
    if (one.title.empty()) {
      outcome.title = fixes[0].title;
      outcome.assumption = fixes[0].assumption;
    }
    if (one.status == FixStatus::conflicting || one.status == FixStatus::refused) outcome.reason = one.reason;
    result.outcomes.push_back(std::move(outcome));
  }

  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const ParsedSource& source = analysis.sources[i];
    if (source.kind != SourceKind::nginx && source.kind != SourceKind::kubernetes) continue;
    FixedFile file;
    file.source = i;
    file.document = source.document;
    file.name = file_name(source);
    file.fragment = source.fragment;
    file.before = source.text;
    file.after = state.analysis->sources[i].text;
    file.changes = diff_lines(file.before, file.after, state.regions[i]);
    result.patch += patch_of(source, state.analysis->sources[i], file.changes);
    result.files.push_back(std::move(file));
  }
  std::set<std::pair<size_t, uint32_t>> seen;
  for (const FixedLocation& location : state.locations.all()) {
    if (seen.insert({location.source, location.start}).second) result.locations.push_back(location);
  }
  result.remaining = remaining_in(*state.analysis);
  result.sources = state.analysis->sources;
  return result;
}

}  // namespace stackengine
