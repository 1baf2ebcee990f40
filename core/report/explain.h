// Error-log entries as text for a terminal: what happened, the ranked causes, and what decides between them.
#pragma once

#include <string>

#include "engine.h"

namespace stackengine::report {

// One paragraph per entry. Entries that repeat an earlier one are only counted there. Empty without entries.
std::string explain_text(const Workspace& workspace, const Analysis& analysis);

}  // namespace stackengine::report
