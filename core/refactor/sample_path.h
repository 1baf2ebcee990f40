// A path that a regular expression matches, for a request that reaches its location.
#ifndef STACKENGINE_REFACTOR_SAMPLE_PATH_H_
#define STACKENGINE_REFACTOR_SAMPLE_PATH_H_

#include <optional>
#include <string>
#include <string_view>

namespace stackengine {

// The shortest text that comes to mind: the first alternative, the least repetition. nullopt for what does
// not say which text it matches (look-around, back references) and for what no path can be.
std::optional<std::string> sample_text(std::string_view pattern);

// The same as a path; it begins with `/`.
std::optional<std::string> sample_path(std::string_view pattern);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_SAMPLE_PATH_H_
