// What every result of edits shows, whoever made them.
#ifndef STACKENGINE_REFACTOR_RESULT_H_
#define STACKENGINE_REFACTOR_RESULT_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "diagnosis/diagnostic.h"
#include "text/diff.h"
#include "text/source.h"

namespace stackengine {

// The file that a source is of: a usual name for standard input, unless the text tells it.
const std::string& file_name(const Source& source);

// The same in a patch: relative.
std::string patch_name(const Source& source);

// The patch of one source. That of a fragment keeps to the blocks that it changes.
std::string patch_of(const Source& source, const std::string& after,
                     const std::vector<uint32_t>& after_breaks, const std::vector<Change>& changes);

// The listed diagnostics of edited texts. Log lines are not among the edited files, so evidence keeps its
// words and loses its place there; fixes are left out, because they are offered for the text that the user
// has.
std::vector<Diagnostic> remaining_in(const Analysis& analysis);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_RESULT_H_
