// Which of many fixes made a configuration worse: told by place, not by trying each.
#ifndef STACKENGINE_REFACTOR_BLAME_H_
#define STACKENGINE_REFACTOR_BLAME_H_

#include <vector>

#include "diagnosis/diagnostic.h"
#include "text/edit.h"

namespace stackengine {

// For each diagnostic of `came` that has no equal in `before`, marks the one of `fixes` with the nearest
// edit. `applied`: the edits of all fixes, each once.
std::vector<bool> blame(const std::vector<Diagnostic>& before, const std::vector<const Diagnostic*>& came,
                        const std::vector<std::vector<Edit>>& fixes, const std::vector<Edit>& applied);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_BLAME_H_
