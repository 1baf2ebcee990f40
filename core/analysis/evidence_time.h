// Log lines, responses to clients and events are evidence about the configuration that nginx ran at that
// time.
#pragma once

#include "analysis/analysis.h"

namespace stackengine {

// Drops from `after`, an analysis of edited text, the diagnostics that use old evidence against a setting,
// unless the text before the edits has them too. What evidence says about a backend (`Backend::evidence`)
// stays, because it does not change with the configuration.
void forget_later_contradictions(const Analysis& before, Analysis* after);

}  // namespace stackengine
