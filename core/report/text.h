// Diagnostics for a terminal, in the shape of a compiler's.
#ifndef STACKENGINE_REPORT_TEXT_H_
#define STACKENGINE_REPORT_TEXT_H_

#include <string>
#include <string_view>

#include "engine.h"

namespace stackengine::report {

// Every diagnostic as `FILE:LINE:COL: error: message [rule-id]` with its line, a caret, evidence, help and
// fixes, then the open questions with the commands that answer them, then one line that counts. Control bytes
// of the input are shown as `?`.
std::string to_text(const Workspace& workspace, const Analysis& analysis);

// Terminal escapes in a pasted text must not reach the terminal: control bytes become `?`.
void append_printable(std::string_view text, std::string* out);

// The open questions alone, one paragraph each; empty when there is none.
std::string questions_text(const Analysis& analysis);

// "2 errors, 1 note"; empty when there is nothing.
std::string totals_text(const Totals& totals);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_TEXT_H_
