// Unknown schemes that come from a variable and so show only at run time: `nginx -t` succeeds, and every
// request gets 500 (measured on 1.22.1 and 1.31.4).
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace stackengine::rules {

// Whether the directive knows the scheme; `grpc_pass` also accepts none. `scheme` is in lower case.
bool is_scheme_of(nginx::PassKind kind, std::string_view scheme);

// Reports, as `rule`, the pass directives of `file` whose target gets an unknown scheme from a variable.
void report_run_time_schemes(const Subject& subject, const ConfigFile& file, const Rule& rule,
                             DiagnosticList* diagnostics);

}  // namespace stackengine::rules
