// What a setting of `proxy_pass` is called beside `grpc_pass`, and the reverse.
#ifndef STACKENGINE_RULES_UPSTREAM_COUNTERPART_H_
#define STACKENGINE_RULES_UPSTREAM_COUNTERPART_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/build_facts.h"
#include "nginx/config.h"

namespace stackengine::rules {

std::string_view prefix_of(nginx::PassKind kind);  // "proxy_" or "grpc_"

// The setting of family `to` that does what `name` of the other family does; empty when there is none. They
// are counterparts when the prefix is all that differs: nginx takes both in the same contexts, with as many
// arguments, and both modules hand them to the same code (ngx_http_upstream.c). The pass directives are none.
std::string counterpart(std::string_view name, nginx::PassKind to,
                        const std::optional<nginx::Version>& version);

// Names in family `from` that have a counterpart, by name; without `*_set_header`.
const std::vector<std::string_view>& settings_with_counterpart(nginx::PassKind from);

// Whether a block may have the setting more than once.
bool may_repeat(std::string_view name);

// Whether a location that loses the setting because there is no counterpart answers differently: caching,
// rewritten cookies. Not so for how proxy_pass stores and frames what it passes on, and for what says the
// default.
bool matters_when_lost(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_COUNTERPART_H_
