// Diagnostics as SARIF 2.1.0, the format of code-scanning services (OASIS, sarif-v2.1.0).
#pragma once

#include <string>

#include "engine.h"

namespace stackengine::report {

// A log with one run. Columns are UTF-16 code units, fixes are byte ranges.
std::string to_sarif(const Workspace& workspace, const Analysis& analysis);

}  // namespace stackengine::report
