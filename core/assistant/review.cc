#include "assistant/review.h"

#include <algorithm>
#include <utility>

#include "assistant/change_map.h"
#include "assistant/compare.h"
#include "assistant/hidden_characters.h"
#include "assistant/hunks.h"
#include "assistant/new_findings.h"
#include "assistant/resolve.h"
#include "assistant/scope.h"
#include "diagnosis/quoted.h"
#include "refactor/result.h"
#include "text/limits.h"
#include "text/line_index.h"

namespace stackengine::assistant {
namespace {

constexpr size_t kMostHunks = 2000;
constexpr size_t kMostUnknown = 100;
constexpr size_t kMostAlone = 64;  // changes that are looked at alone, and findings that they may explain
constexpr size_t kMostPlaceholderWork = size_t{32} << 20;  // bytes times placeholders

bool refuses(const NewFinding& finding) { return forbids(finding.kind); }

class Reviewer {
 public:
  Reviewer(const Workspace& workspace, const Analysis& analysis, const ReviewRequest& request)
      : workspace_(workspace), analysis_(analysis), request_(request) {}

  Review run() {
    Answer answer = read_answer(request_.answer);
    review_.form = answer.form;
    review_.explanation = with_visible_characters(restored(answer.explanation));
    review_.refused = std::move(answer.refused);
    restore_proposals(&answer.proposals);
    Resolved resolved = resolve(analysis_.sources, answer.proposals);
    for (std::string& words : resolved.refused) review_.refused.push_back(std::move(words));
    changes_ = line_changes(analysis_.sources, resolved.replacements);
    if (changes_.size() > kMostHunks) {
      review_.refused.push_back("the answer changes " + std::to_string(changes_.size()) +
                                " places, more than anybody reads: nothing of it was taken");
      changes_.clear();
    }
    if (!changes_.empty()) look();
    accept();
    for (std::string& words : review_.refused) words = with_visible_characters(words);
    for (std::string& words : review_.unknown_placeholders) words = with_visible_characters(words);
    return std::move(review_);
  }

 private:
  std::string restored(const std::string& text) {
    redaction::Restoration restoration = redaction::restore(text, request_.vault);
    for (const redaction::UnknownPlaceholder& one : restoration.unknown) {
      // A derived name or network is restored: the comparison of values finds that it is new.
      if (one.doubt == redaction::Doubt::unknown || one.doubt == redaction::Doubt::derived_address)
        add_unknown(one.span.in(restoration.text));
    }
    return std::move(restoration.text);
  }

  void add_unknown(std::string_view text) {
    auto& all = review_.unknown_placeholders;
    if (all.size() < kMostUnknown && std::find(all.begin(), all.end(), text) == all.end())
      all.emplace_back(text);
  }

  void restore_proposals(std::vector<Proposal>* proposals) {
    for (Proposal& proposal : *proposals) {
      proposal.file = restored(proposal.file);
      proposal.old_text = restored(proposal.old_text);
      proposal.new_text = restored(proposal.new_text);
    }
  }

  // What is to say about each of `changes` when they, and no others, are made.
  std::vector<std::vector<Mark>> marks_of(const std::vector<LineChange>& changes) const {
    const std::vector<bool> all(changes.size(), true);
    const Sources after = apply_changes(analysis_.sources, changes, all);
    ChangeMap marks(changes, analysis_.sources.size());
    for (size_t i = 0; i < changes.size(); ++i) mark_text(changes[i], i, &marks);
    {
      Numbers numbers;
      const std::vector<PlacedTree> trees_before = placed_trees(analysis_.sources, &numbers);
      const std::vector<PlacedTree> trees_after = placed_trees(after, &numbers, &trees_before);
      const Sides sides = {analysis_.sources, after, trees_before, trees_after, numbers};
      mark_new_values(sides, analysis_.nginx, &marks);
      mark_watched(sides, &marks);
      mark_manifests(sides, &marks);
      mark_secrets(sides, request_.vault, &marks);
      mark_scope(analysis_, trees_before, request_.task, changes, &marks);
    }
    mark_findings(changes, analyze_sources(after, analysis_.nginx, workspace_.answers, &analysis_), &marks);
    return marks.take();
  }

  // Fills review_.hunks.
  void look() {
    const size_t count = analysis_.sources.size();
    std::vector<std::vector<Mark>> found = marks_of(changes_);
    std::vector<LineIndex> lines;
    for (const Source& source : analysis_.sources) lines.emplace_back(source.text);
    std::vector<size_t> file_of(count);
    for (size_t i = 0, file = 0; i < count; ++i) file_of[i] = is_editable(analysis_.sources[i]) ? file++ : 0;
    for (size_t i = 0; i < changes_.size(); ++i) {
      const LineChange& change = changes_[i];
      Hunk hunk;
      hunk.file = file_of[change.source];
      hunk.span = change.before;
      hunk.before = change.before.in(analysis_.sources[change.source].text);
      hunk.after = change.text;
      hunk.line = lines[change.source].at(change.before.start).line;
      hunk.lines = count_lines(hunk.before);
      hunk.marks = std::move(found[i]);
      if (!hunk.marks.empty()) hunk.status = HunkStatus::marked;
      std::stable_partition(hunk.marks.begin(), hunk.marks.end(),
                            [](const Mark& mark) { return forbids(mark.kind); });
      for (Mark& mark : hunk.marks) {
        mark.message = with_visible_characters(mark.message);
        if (forbids(mark.kind)) hunk.status = HunkStatus::refused;
      }
      review_.hunks.push_back(std::move(hunk));
    }
  }

  static uint32_t count_lines(std::string_view text) {
    const auto ends = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
    return ends + (text.empty() || text.back() == '\n' ? 0 : 1);
  }

  // What the lines themselves tell.
  void mark_text(const LineChange& change, size_t i, ChangeMap* marks) const {
    const std::string_view before = change.before.in(analysis_.sources[change.source].text);
    for (const std::string& name : new_hidden_characters(before, change.text))
      marks->mark(i, MarkKind::characters, "holds the character " + name + ", which nobody sees");
    for (const std::string& unknown : review_.unknown_placeholders) {
      if (change.text.find(unknown) != std::string::npos && before.find(unknown) == std::string_view::npos)
        marks->mark(i, MarkKind::placeholder,
                    quoted(unknown) + " looks like a placeholder, and stands for nothing");
    }
    // One that restoring did not take, because it became part of another word.
    if (change.text.size() > kMostPlaceholderWork / (request_.vault.entries.size() + 1)) return;
    for (const redaction::VaultEntry& entry : request_.vault.entries) {
      const std::string& placeholder = entry.placeholder;
      if (placeholder.size() < 4 || entry.original.find(placeholder) != std::string::npos) continue;
      if (change.text.find(placeholder) == std::string::npos ||
          before.find(placeholder) != std::string_view::npos)
        continue;
      marks->mark(i, MarkKind::placeholder,
                  "the placeholder " + quoted(placeholder) + " stands inside of another word");
    }
  }

  void mark_findings(const std::vector<LineChange>& changes, const Analysis& after, ChangeMap* marks) const {
    if (!after.refusal.empty()) {
      for (size_t i = 0; i < changes.size(); ++i) marks->mark(i, MarkKind::nginx_refuses, after.refusal);
      return;
    }
    std::vector<const NewFinding*> elsewhere;
    const std::vector<NewFinding> found = new_findings(analysis_, after);
    for (const NewFinding& finding : found) {
      const Place& place = finding.diagnostic->place;
      size_t change = marks->after(place.source, place.span);
      for (const RelatedPlace& related : finding.diagnostic->related) {
        if (change == kNoChange) change = marks->after(related.place.source, related.place.span);
      }
      if (change != kNoChange) {
        marks->mark(change, finding.kind, words(finding));
      } else {
        elsewhere.push_back(&finding);
      }
    }
    // What a mistake of the input's syntax hid is not the answer's doing.
    if (elsewhere.empty() || has_syntax_errors(analysis_)) return;
    blame(changes, elsewhere, marks);
  }

  static std::string words(const NewFinding& finding) {
    const Diagnostic& diagnostic = *finding.diagnostic;
    return diagnostic.message + (diagnostic.nginx_message.empty()
                                     ? " [" + diagnostic.rule + "]"
                                     : "; nginx: " + diagnostic.nginx_message + " [" + diagnostic.rule + "]");
  }

  // Findings at lines that the answer did not touch: the change that brings them when it is made alone, as
  // far as the work allows; otherwise all of the file.
  void blame(const std::vector<LineChange>& changes, const std::vector<const NewFinding*>& elsewhere,
             ChangeMap* marks) const {
    size_t work = Limits::kMaxFixWork / 4;
    const size_t size = total_size(analysis_.sources) + 1;
    std::vector<bool> explained(elsewhere.size());
    const size_t alone_most = changes.size() > 1 ? std::min(changes.size(), kMostAlone) : 0;
    for (size_t i = 0; i < alone_most && work >= size; ++i) {
      work -= size;
      std::vector<bool> taken(changes.size());
      taken[i] = true;
      const Analysis alone = analyze_sources(apply_changes(analysis_.sources, changes, taken),
                                             analysis_.nginx, workspace_.answers, &analysis_);
      for (const NewFinding& found : new_findings(analysis_, alone)) {
        for (size_t one = 0; one < std::min(elsewhere.size(), kMostAlone); ++one) {
          const NewFinding& finding = *elsewhere[one];
          if (explained[one] || finding.diagnostic->rule != found.diagnostic->rule ||
              finding.diagnostic->message != found.diagnostic->message)
            continue;
          marks->mark(i, finding.kind, words(finding));
          explained[one] = true;
        }
      }
    }
    for (size_t i = 0; i < elsewhere.size(); ++i) {
      if (explained[i]) continue;
      const NewFinding& finding = *elsewhere[i];
      const MarkKind kind = refuses(finding) && changes.size() > 1 ? MarkKind::together : finding.kind;
      const size_t source = finding.diagnostic->place.source;
      const bool own = marks->first(source) != marks->end(source);
      for (size_t other = 0; other < analysis_.sources.size(); ++other) {
        if (!own || other == source) marks->mark_all(other, kind, words(finding));
      }
    }
  }

  // What is taken without the rest is another change than the whole. What comes out is told; what nobody has
  // chosen is then not taken.
  void look_again(std::vector<bool>* taken) {
    for (int round = 0; round < 3; ++round) {
      const auto count = static_cast<size_t>(std::count(taken->begin(), taken->end(), true));
      if (count == 0 || count == taken->size()) return;
      const std::vector<std::vector<Mark>> found = marks_of(only_taken(changes_, *taken));
      bool any = false;
      for (size_t i = 0, one = 0; i < taken->size(); ++i) {
        if (!(*taken)[i]) continue;
        if (!add_marks(found[one++], &review_.hunks[i]) || request_.accept) continue;
        (*taken)[i] = false;
        any = true;
      }
      if (!any) return;
    }
    taken->assign(taken->size(), false);
  }

  // Those that the hunk does not have yet.
  static bool add_marks(const std::vector<Mark>& found, Hunk* hunk) {
    bool any = false;
    for (const Mark& mark : found) {
      const auto same = [&](const Mark& had) { return had.kind == mark.kind && had.message == mark.message; };
      // What nginx refuses of a part says nothing against the whole.
      const MarkKind kind = forbids(mark.kind) ? MarkKind::finding : mark.kind;
      if (std::any_of(hunk->marks.begin(), hunk->marks.end(), same)) continue;
      hunk->marks.push_back({kind, with_visible_characters("without the other changes: " + mark.message)});
      hunk->status = HunkStatus::marked;
      any = true;
    }
    return any;
  }

  // Applies what was chosen, and looks at the result once more.
  void accept() {
    std::vector<bool> taken(changes_.size());
    if (request_.accept) {
      for (const size_t index : *request_.accept) {
        if (index >= changes_.size()) {
          review_.refused.push_back("there is no hunk " + std::to_string(index));
        } else if (review_.hunks[index].status == HunkStatus::refused) {
          review_.refused.push_back("hunk " + std::to_string(index) +
                                    " cannot be accepted: " + first_forbidding(review_.hunks[index]));
        } else {
          taken[index] = true;
        }
      }
    } else {
      for (size_t i = 0; i < changes_.size(); ++i) taken[i] = review_.hunks[i].status == HunkStatus::clean;
    }
    look_again(&taken);
    Analysis result = analyze_taken(taken);
    const bool all = std::all_of(taken.begin(), taken.end(), [](bool one) { return one; });
    if (!all && !has_syntax_errors(analysis_)) {
      const std::vector<NewFinding> found = new_findings(analysis_, result);
      const auto worst = std::find_if(found.begin(), found.end(), refuses);
      if (worst != found.end()) {
        review_.refused.push_back(
            "the accepted hunks alone give a configuration that nginx refuses, so none was applied: " +
            words(*worst));
        taken.assign(changes_.size(), false);
        result = analyze_taken(taken);
      }
    }
    for (size_t i = 0; i < changes_.size(); ++i) review_.hunks[i].accepted = taken[i];
    fill_files(result, taken);
    review_.sources = result.sources;
    review_.diagnostics = remaining_in(result);
  }

  static std::string first_forbidding(const Hunk& hunk) {
    const auto found = std::find_if(hunk.marks.begin(), hunk.marks.end(),
                                    [](const Mark& mark) { return forbids(mark.kind); });
    return found == hunk.marks.end() ? std::string() : found->message;
  }

  Analysis analyze_taken(const std::vector<bool>& taken) const {
    return analyze_sources(apply_changes(analysis_.sources, changes_, taken), analysis_.nginx,
                           workspace_.answers, &analysis_);
  }

  void fill_files(const Analysis& result, const std::vector<bool>& taken) {
    for (size_t i = 0; i < analysis_.sources.size(); ++i) {
      const ParsedSource& source = analysis_.sources[i];
      if (!is_editable(source)) continue;
      FixedFile file;
      file.source = i;
      file.document = source.document;
      file.name = file_name(source);
      file.fragment = source.fragment;
      file.before = source.text;
      file.after = result.sources[i].text;
      file.changes = changes_in(i, taken);
      review_.patch += patch_of(source, result.sources[i], file.changes);
      review_.files.push_back(std::move(file));
    }
  }

  std::vector<Change> changes_in(size_t source, const std::vector<bool>& taken) const {
    std::vector<Change> out;
    const LineIndex lines(analysis_.sources[source].text);
    int64_t shift = 0;
    int64_t line_shift = 0;
    for (size_t i = 0; i < changes_.size(); ++i) {
      if (changes_[i].source != source || !taken[i]) continue;
      Change change;
      change.before = changes_[i].before;
      change.before_line = lines.at(change.before.start).line;
      change.before_lines = review_.hunks[i].lines;
      change.after.start = static_cast<uint32_t>(change.before.start + shift);
      change.after.end = change.after.start + static_cast<uint32_t>(changes_[i].text.size());
      change.after_line = static_cast<uint32_t>(change.before_line + line_shift);
      change.after_lines = count_lines(changes_[i].text);
      shift += static_cast<int64_t>(changes_[i].text.size()) - change.before.size();
      line_shift += static_cast<int64_t>(change.after_lines) - change.before_lines;
      out.push_back(change);
    }
    return out;
  }

  const Workspace& workspace_;
  const Analysis& analysis_;
  const ReviewRequest& request_;
  std::vector<LineChange> changes_;  // by index as review_.hunks
  Review review_;
};

}  // namespace

std::string_view to_string(HunkStatus status) {
  switch (status) {
    case HunkStatus::marked:
      return "marked";
    case HunkStatus::refused:
      return "refused";
    case HunkStatus::clean:
      break;
  }
  return "clean";
}

Review review_answer(const Workspace& workspace, const Analysis& analysis, const ReviewRequest& request) {
  return Reviewer(workspace, analysis, request).run();
}

}  // namespace stackengine::assistant
