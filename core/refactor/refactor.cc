#include "refactor/refactor.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "refactor/fixed_locations.h"
#include "refactor/result.h"
#include "refactor/verify.h"
#include "text/limits.h"

namespace stackengine {
namespace {

// One diagnostic over all rounds: what is to be done with it, and what became of it. Other fixes move it, so
// its place is kept current.
struct Case {
  Place place;
  std::string rule;
  bool declined = false;
  std::optional<size_t> chosen;
  FixStatus status = FixStatus::not_chosen;
  size_t fix = 0;  // the one that `status` is about
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
      if (choice.diagnostic < cases_.size()) cases_[choice.diagnostic].chosen = choice.fix;
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
    if (fixes.empty() || one.declined || one.status == FixStatus::refused) return std::nullopt;
    const size_t index = one.chosen.value_or(0);
    if (index >= fixes.size()) return std::nullopt;
    switch (fixes[index].applicability) {
      case Applicability::safe:
        return index;
      case Applicability::unsafe:
        return unsafe_ || one.chosen ? std::optional<size_t>(index) : std::nullopt;
      case Applicability::manual:
        break;
    }
    return std::nullopt;
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
    cases_.push_back(std::move(one));
  }

  bool unsafe_;
  std::vector<Case> cases_;
};

// Two insertions at one point by different fixes may say the same thing twice; the later fix waits for the
// next round, which sees the result.
bool insert_together(const Edit& a, const Edit& b) {
  return a.place == b.place && a.place.span.empty() && a.text != b.text;
}

// The header fields that inserted directives set, in lower case.
std::vector<std::string> headers_set_by(const std::string& text) {
  constexpr std::string_view kSetHeader = "_set_header ";
  std::vector<std::string> names;
  for (size_t at = text.find(kSetHeader); at != std::string::npos; at = text.find(kSetHeader, at)) {
    at += kSetHeader.size();
    std::string name = text.substr(at, text.find_first_of(" \t;", at) - at);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    names.push_back(std::move(name));
  }
  return names;
}

// Two fixes near each other that set the same header would say it twice in one block; the later one waits.
bool set_same_header(const Edit& a, const Edit& b) {
  constexpr uint32_t kNear = 4096;
  if (a == b || a.place.source != b.place.source) return false;
  const uint32_t low = std::min(a.place.span.start, b.place.span.start);
  if (std::max(a.place.span.start, b.place.span.start) - low > kNear) return false;
  // One that moves a header to the other family by renaming its directive does not say which header it is.
  const auto renames = [](const Edit& edit) {
    return edit.text == "proxy_set_header" || edit.text == "grpc_set_header" || edit.text == "proxy" ||
           edit.text == "grpc";
  };
  if (renames(a)) return !headers_set_by(b.text).empty();
  if (renames(b)) return !headers_set_by(a.text).empty();
  const std::vector<std::string> first = headers_set_by(a.text);
  const std::vector<std::string> second = headers_set_by(b.text);
  return std::find_first_of(first.begin(), first.end(), second.begin(), second.end()) != first.end();
}

bool fits(const std::vector<Edit>& accepted, const std::vector<Edit>& edits) {
  return std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) {
    return std::all_of(accepted.begin(), accepted.end(), [&](const Edit& other) {
      return compatible(edit, other) && !insert_together(edit, other) && !set_same_header(edit, other);
    });
  });
}

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
  state->analysis = std::move(outcome.analysis);
  for (const Attempt& attempt : attempts) {
    state->cases[attempt.one].status = FixStatus::applied;
    state->cases[attempt.one].fix = attempt.fix;
  }
  state->cases.follow(outcome.edits);
  state->locations.follow(outcome.edits);
}

// One round. Returns false when there was nothing to apply.
bool apply_round(State* state) {
  const std::vector<Diagnostic>& diagnostics = state->analysis.diagnostics;
  const std::vector<size_t> cases = state->cases.of(diagnostics);
  std::vector<Edit> accepted;
  std::vector<Attempt> attempts;
  for (size_t i = 0; i < diagnostics.size(); ++i) {
    Case& one = state->cases[cases[i]];
    const std::optional<size_t> index = state->cases.pick(one, diagnostics[i].fixes);
    if (!index) continue;
    const std::vector<Edit>& edits = diagnostics[i].fixes[*index].edits;
    if (!fits(accepted, edits)) {
      one.status = FixStatus::conflicting;
      one.fix = *index;
      continue;
    }
    accepted.insert(accepted.end(), edits.begin(), edits.end());
    attempts.push_back({i, *index, cases[i]});
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
    state->cases[attempt.one].status = FixStatus::refused;
    state->cases[attempt.one].fix = attempt.fix;
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
    case FixStatus::not_chosen:
      break;
  }
  return "not_chosen";
}

Refactoring refactor(const Workspace& workspace, const Analysis& analysis, const Choices& choices) {
  Refactoring result;
  if (!analysis.refusal.empty()) return result;

  State state = {workspace.answers, analysis, choices, Cases(analysis, choices), {}, 0, Limits::kMaxFixWork};
  const size_t rounds = Limits::kMinFixRounds + Limits::kMaxFixWork / (total_size(analysis.sources) + 1);
  for (size_t round = 0; round < rounds; ++round) {
    if (!apply_round(&state) && !add_profile(&state, &result)) break;
  }
  for (size_t i = 0; i < analysis.diagnostics.size(); ++i) {
    if (analysis.diagnostics[i].fixes.empty()) continue;
    result.outcomes.push_back({i, state.cases[i].fix, state.cases[i].status});
  }

  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const Source& source = analysis.sources[i];
    if (source.kind != SourceKind::nginx && source.kind != SourceKind::kubernetes) continue;
    FixedFile file;
    file.source = i;
    file.document = source.document;
    file.name = file_name(source);
    file.fragment = source.fragment;
    file.before = source.text;
    file.after = state.analysis.sources[i].text;
    file.breaks = state.analysis.sources[i].breaks;
    file.changes = diff_lines(file.before, file.after);
    result.patch += patch_of(source, file.after, file.breaks, file.changes);
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
