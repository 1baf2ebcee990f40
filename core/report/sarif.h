// Diagnostics as SARIF 2.1.0, the format that code-scanning services read (OASIS, sarif-v2.1.0).
#ifndef STACKENGINE_REPORT_SARIF_H_
#define STACKENGINE_REPORT_SARIF_H_

#include <string>

#include "engine.h"

namespace stackengine::report {

// One run. Columns are UTF-16 code units and fixes are byte ranges, as the log declares.
std::string to_sarif(const Workspace& workspace, const Analysis& analysis);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_SARIF_H_
