// Whether a request has the shape that protocol.schema.json gives it. The shapes are generated from the
// schema.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "protocol/message.h"

namespace stackengine::protocol {

// The first thing that is wrong with `request`, the JSON of `parts`, and where: "vault[3].class is missing".
// Empty when nothing is. `call` is one of known_calls().
std::string check_shape(const nlohmann::json& request, std::string_view call, const Parts& parts);

// "analyze, refactor, … or rules".
std::string known_calls();

bool is_known_call(std::string_view call);

}  // namespace stackengine::protocol
