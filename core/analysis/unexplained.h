// Errors of the log that no finding accounts for.
#ifndef STACKENGINE_ANALYSIS_UNEXPLAINED_H_
#define STACKENGINE_ANALYSIS_UNEXPLAINED_H_

#include "analysis/analysis.h"

namespace stackengine {

// Fills LogReport::unexplained: the entry is an error, and no finding has it, or what it tells, as evidence.
void mark_unexplained(Analysis* analysis);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_UNEXPLAINED_H_
