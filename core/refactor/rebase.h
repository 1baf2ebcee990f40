// Carries the fix of a pasted fragment over to the file that it was copied from, so that the patch applies
// exactly.
#ifndef STACKENGINE_REFACTOR_REBASE_H_
#define STACKENGINE_REFACTOR_REBASE_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "refactor/refactor.h"

namespace stackengine {

struct Rebasing {
  std::string problem;  // not empty: nothing was carried over; says which block is why, and the way out
  std::vector<FixedFile> files;  // those of the target that change; `document` is an index into it
  std::string patch;
  std::vector<Diagnostic> remaining;  // of the target; places are in `sources`
  std::vector<Source> sources;        // fixed
};

// `target`: nginx.conf and the files that it includes, or an `nginx -T` dump. Blocks are found by their
// directives and arguments, whatever stands around, between and behind them.
Rebasing rebase(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring,
                const std::vector<Document>& documents);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_REBASE_H_
