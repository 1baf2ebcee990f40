// Diagnostics as text for a terminal, in the style of a compiler.
#pragma once

#include <string>
#include <string_view>

#include "engine.h"

namespace stackengine::report {

// Prints every diagnostic as `FILE:LINE:COL: error: message [rule-id]` with its line, a caret, evidence, help
// and fixes, then the open questions with the commands that answer them, then the totals on one line. Control
// bytes of the input become `?`.
std::string to_text(const Workspace& workspace, const Analysis& analysis);

// Appends `text` with control bytes as `?`, because terminal escapes in a paste must not reach the terminal.
void append_printable(std::string_view text, std::string* out);

// The open questions, one paragraph each; empty if there are none.
std::string questions_text(const Analysis& analysis);

// "2 errors, 1 note"; empty if all are 0.
std::string totals_text(const Totals& totals);

}  // namespace stackengine::report
