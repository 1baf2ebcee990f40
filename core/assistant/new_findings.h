// What the analyser finds in the result that it did not find in the input.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analysis.h"
#include "assistant/mark.h"

namespace stackengine::assistant {

struct NewFinding {
  const Diagnostic* diagnostic;  // of the result
  MarkKind kind;                 // nginx_refuses, unknown_directive, or finding
};

// Errors and warnings, by place. Those that are told from what was there by rule and message count.
std::vector<NewFinding> new_findings(const Analysis& before, const Analysis& after);

// Whether the input had mistakes of syntax: then repairing them shows errors that they hid.
bool has_syntax_errors(const Analysis& analysis);

}  // namespace stackengine::assistant
