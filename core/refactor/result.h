// What every result of edits shows, whatever their origin.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "diagnosis/diagnostic.h"
#include "text/diff.h"
#include "text/source.h"
#include "workspace/sources.h"

namespace stackengine {

// The file name of a source: for standard input a usual name, unless the text tells it.
const std::string& file_name(const Source& source);

// The same for a patch: a relative path.
std::string patch_name(const Source& source);

// The patch of one source. For a fragment it covers only the changed blocks.
std::string patch_of(const ParsedSource& before, const ParsedSource& after,
                     const std::vector<Change>& changes);

// The listed diagnostics of edited texts. Log lines are not in the edited files, so evidence keeps its
// text and loses its place. Fixes are omitted, because they are offered for the text that the user
// has.
std::vector<Diagnostic> remaining_in(const Analysis& analysis);

}  // namespace stackengine
