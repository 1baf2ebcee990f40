// What a pass directive makes nginx send.
#pragma once

#include <optional>

#include "diagnosis/wire.h"
#include "nginx/config.h"

namespace stackengine::backends {

// nullopt when the directive does not take the scheme. `pass` must not contain variables.
std::optional<Wire> wire_of(const nginx::Config& config, const nginx::Pass& pass);

}  // namespace stackengine::backends
