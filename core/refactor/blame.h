// Finds the fix that made a configuration worse, by place instead of by trying each fix.
#pragma once

#include <vector>

#include "diagnosis/diagnostic.h"
#include "text/edit.h"

namespace stackengine {

// For each diagnostic of `came` that has no equal in `before`, marks the fix of `fixes` with the nearest
// edit. `applied`: the edits of all fixes, each once.
std::vector<bool> blame(const std::vector<Diagnostic>& before, const std::vector<const Diagnostic*>& came,
                        const std::vector<std::vector<Edit>>& fixes, const std::vector<Edit>& applied);

}  // namespace stackengine
