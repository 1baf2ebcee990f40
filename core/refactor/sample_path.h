// Finds a path that a regular expression matches, for a request that reaches its location.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stackengine {

// The text with the first alternatives and the fewest repetitions. nullopt for an expression that does
// not determine its text (look-around, back references) or that no path can match.
std::optional<std::string> sample_text(std::string_view pattern);

// The same as a path, which begins with `/`.
std::optional<std::string> sample_path(std::string_view pattern);

}  // namespace stackengine
