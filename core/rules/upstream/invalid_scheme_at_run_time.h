// Schemes that nginx does not know and that only show at run time, behind a variable: `nginx -t` passes, each
// request gets 500 (measured on 1.22.1 and 1.31.4).
#ifndef STACKENGINE_RULES_UPSTREAM_INVALID_SCHEME_AT_RUN_TIME_H_
#define STACKENGINE_RULES_UPSTREAM_INVALID_SCHEME_AT_RUN_TIME_H_

#include <string_view>

#include "rules/rule.h"

namespace stackengine::rules {

// Whether the directive knows the scheme; `grpc_pass` takes none, too. `scheme` in lower case.
bool is_scheme_of(nginx::PassKind kind, std::string_view scheme);

// Reports, as `rule`, the pass directives of `file` whose target gets such a scheme from a variable.
void report_run_time_schemes(const Subject& subject, const ConfigFile& file, const Rule& rule,
                             DiagnosticList* diagnostics);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_INVALID_SCHEME_AT_RUN_TIME_H_
