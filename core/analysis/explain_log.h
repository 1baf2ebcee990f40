// Explains the listed log entries: what happened, and why it may have.
#ifndef STACKENGINE_ANALYSIS_EXPLAIN_LOG_H_
#define STACKENGINE_ANALYSIS_EXPLAIN_LOG_H_

#include "analysis/analysis.h"
#include "rules/subject.h"

namespace stackengine {

// Fills `what`, `fields`, `causes` and `like` of every entry in `analysis->log`.
void explain_log(const rules::Subject& subject, Analysis* analysis);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_EXPLAIN_LOG_H_
