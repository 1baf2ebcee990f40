// Errors of the log that no finding explains.
#pragma once

#include "analysis/analysis.h"

namespace stackengine {

// Fills LogReport::unexplained: the entry is an error, and no finding has it, or what it says, as evidence.
void mark_unexplained(Analysis* analysis);

}  // namespace stackengine
