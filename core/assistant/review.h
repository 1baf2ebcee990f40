// What a model's answer would do to the configuration. The answer is untrusted text: it is read strictly,
// applied to the input, parsed, and the result is compared with the input by its tree, not by its text.
//
// Nothing changes the text unseen: the result is the input with the accepted hunks in it and nothing else;
// every hunk shows its lines; a hunk that does more than repair carries marks that say what; what nginx would
// refuse, and what cannot be seen on a screen, cannot be accepted. Hunks that are taken without the others
// are looked at once more, as the change that they are then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "assistant/answer.h"
#include "assistant/mark.h"
#include "assistant/task.h"
#include "redaction/redaction.h"
#include "refactor/refactor.h"

namespace stackengine::assistant {

enum class HunkStatus : uint8_t {
  clean,
  marked,   // has to be looked at; may be accepted
  refused,  // may not
};

std::string_view to_string(HunkStatus status);

// Whole lines that go, and whole lines that come.
struct Hunk {
  size_t file = 0;  // index into Review::files
  Span span;        // in FixedFile::before
  uint32_t line = 1;
  uint32_t lines = 0;  // that go
  std::string before;
  std::string after;
  std::vector<Mark> marks;
  HunkStatus status = HunkStatus::clean;
  bool accepted = false;
};

struct Review {
  Form form = Form::prose;
  std::string explanation;           // restored; invisible and control characters are shown as `<U+202E>`
  std::vector<Hunk> hunks;           // by file and place
  std::vector<std::string> refused;  // what could not be used, and why
  std::vector<std::string> unknown_placeholders;  // each once
  Sources sources;                                // as in Refactoring, like the two below
  std::vector<FixedFile> files;
  std::string patch;
  std::vector<Diagnostic> diagnostics;  // of the result; places are in FixedFile::after
};

struct ReviewRequest {
  redaction::Vault vault;
  std::string answer;
  Task task = Task::fix;
  std::optional<std::vector<size_t>> accept;  // hunks to apply; nullopt: those that are clean
};

// Linear in the workspace and the answer, but for up to three more looks at what is taken, and for an
// analysis of the whole for each hunk when together they break something; those are bounded by
// Limits::kMaxFixWork. `analysis`: of the workspace.
Review review_answer(const Workspace& workspace, const Analysis& analysis, const ReviewRequest& request);

}  // namespace stackengine::assistant
