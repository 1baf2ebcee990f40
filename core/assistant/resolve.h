// Finds where the edits of an answer belong, by the lines that they quote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "assistant/answer.h"

namespace stackengine::assistant {

// Whole lines of a source, and what they become. The last line of a source may lack its line end.
struct Replacement {
  size_t source = 0;
  Span span;
  std::string text;
};

struct Resolved {
  std::vector<Replacement> replacements;  // by place; none overlaps another, none is without effect
  std::vector<std::string> refused;       // edits that could not be placed, and why
};

// `proposals` are restored: they hold the user's own values. Lines are compared exactly first, then without
// the blanks at their ends; an edit whose lines stand in several places counts only where its line number is
// right.
Resolved resolve(const Sources& sources, const std::vector<Proposal>& proposals);

// Whether edits of the source are possible at all.
bool is_editable(const Source& source);

// The replacement that a fenced block stands for; see answer.h. Appends to `out`.
void resolve_block(const Sources& sources, const Proposal& proposal, Resolved* out);

// Likewise of fenced manifests: each object takes the place of that of the same kind and name.
void resolve_manifest(const Sources& sources, const Proposal& proposal, Resolved* out);

// Whether a comment of an answer stands for lines that were left out: "# rest unchanged".
bool is_elision(std::string_view comment);

// `text` with the line ends that `model` has.
std::string with_line_ends_of(std::string_view model, std::string_view text);

}  // namespace stackengine::assistant
