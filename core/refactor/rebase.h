// Applies the fix of a pasted fragment to the file that it was copied from, so that the patch applies
// exactly.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "refactor/refactor.h"
#include "workspace/sources.h"

namespace stackengine {

struct Rebasing {
  // If not empty, nothing was applied; names the block that is the reason, and what to do.
  std::string problem;
  Analysis analysis;        // of the target, with the evidence that came with the fragment
  Refactoring refactoring;  // of the target: the fixes of the fragment, and the files that they change
};

// `documents`: nginx.conf and the files that it includes, or an `nginx -T` dump; FixedFile::document is an
// index into them. Blocks are found by their directives and arguments, whatever is around or between them.
// Each fix is then made in the whole file, which knows more than the fragment: the upstreams, what a block
// inherits, and what an include brings. `choices`: those of `refactoring`.
Rebasing rebase(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring,
                const Choices& choices, const std::vector<Document>& documents);

}  // namespace stackengine
