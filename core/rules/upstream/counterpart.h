// Maps a setting of `proxy_pass` to its counterpart for `grpc_pass`, and the reverse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/build_facts.h"
#include "nginx/config.h"

namespace stackengine::rules {

std::string_view prefix_of(nginx::PassKind kind);  // "proxy_" or "grpc_"

// The setting of family `to` that does what `name` does in the other family; empty when there is none. Two
// settings are counterparts when only the prefix differs: nginx accepts both in the same contexts, with the
// same number of arguments, and both modules pass them to the same code (ngx_http_upstream.c). The pass
// directives have none.
std::string counterpart(std::string_view name, nginx::PassKind to,
                        const std::optional<nginx::Version>& version);

// The names in family `from` that have a counterpart, sorted; without `*_set_header`.
const std::vector<std::string_view>& settings_with_counterpart(nginx::PassKind from);

// Whether nginx accepts the setting more than once in a block.
bool may_repeat(std::string_view name);

// Whether a location answers differently without the setting, when there is no counterpart: caching,
// rewritten cookies. False for how `proxy_pass` stores and frames what it passes on, and for settings that
// repeat the default.
bool matters_when_lost(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules
