// Explains the listed log entries: what happened, and the possible causes.
#pragma once

#include "analysis/analysis.h"
#include "rules/subject.h"

namespace stackengine {

// Fills `what`, `fields`, `causes` and `like` of every entry in `analysis->log`.
void explain_log(const rules::Subject& subject, Analysis* analysis);

}  // namespace stackengine
