// Evidence has a time: a log line, a client's answer or an event is about the text that nginx ran then.
#ifndef STACKENGINE_ANALYSIS_EVIDENCE_TIME_H_
#define STACKENGINE_ANALYSIS_EVIDENCE_TIME_H_

#include "analysis/analysis.h"

namespace stackengine {

// Drops from `after`, an analysis of edited text, the diagnostics that hold old evidence against a setting,
// unless the text before the edits has them, too. What evidence tells of a backend (`Backend::evidence`) is
// no such contradiction: it does not change with the configuration.
void forget_later_contradictions(const Analysis& before, Analysis* after);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_EVIDENCE_TIME_H_
