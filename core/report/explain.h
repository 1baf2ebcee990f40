// Error-log entries for a terminal: what happened, the ranked causes, and what decides between them.
#ifndef STACKENGINE_REPORT_EXPLAIN_H_
#define STACKENGINE_REPORT_EXPLAIN_H_

#include <string>

#include "engine.h"

namespace stackengine::report {

// One paragraph an entry; entries that only repeat an earlier one are counted there. Empty when there is no
// entry.
std::string explain_text(const Workspace& workspace, const Analysis& analysis);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_EXPLAIN_H_
