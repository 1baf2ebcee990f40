// What every result of edits shows, whoever made them.
#ifndef STACKENGINE_REFACTOR_RESULT_H_
#define STACKENGINE_REFACTOR_RESULT_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "diagnosis/diagnostic.h"
#include "text/source.h"

namespace stackengine {

// The name of a file in a patch: relative, and a usual one for standard input.
std::string patch_name(const Source& source);

// The listed diagnostics of edited texts. Log lines are not among the edited files, so evidence keeps its
// words and loses its place there; fixes are left out, because they are offered for the text that the user
// has.
std::vector<Diagnostic> remaining_in(const Analysis& analysis);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_RESULT_H_
