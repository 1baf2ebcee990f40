// Markdown code fences (CommonMark 0.31, section 4.5), which surround a configuration that was copied with a
// whole answer.
#pragma once

#include <string_view>

namespace stackengine::intake {

// Whether the line is a fence: three or more backticks or tildes after spaces, with an optional info string
// ("nginx"). No nginx directive begins with either. `line` has no LF.
bool is_fence(std::string_view line);

// The first word of the fence's info string, up to a space, `{` or `:`; empty if it has none.
std::string_view fence_language(std::string_view line);

// What a fence's language says about the lines inside.
enum class FenceUse {
  configuration,  // `nginx`, `conf`
  shell,          // commands, possibly with their output
  other,          // YAML, JSON, a programming language
  any,            // no language, or one that decides nothing
};

FenceUse fence_use(std::string_view language);

}  // namespace stackengine::intake
