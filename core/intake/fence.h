// Markdown code fences (CommonMark 0.31, section 4.5), which copying a whole answer leaves around a
// configuration.
#ifndef STACKENGINE_INTAKE_FENCE_H_
#define STACKENGINE_INTAKE_FENCE_H_

#include <string_view>

namespace stackengine::intake {

// Whether the line is a fence: three or more back-ticks or tildes after blanks, then perhaps an info string
// ("nginx"). No directive of nginx begins with either. `line` has no LF.
bool is_fence(std::string_view line);

// The first word of the fence's info string, up to a blank, `{` or `:`; empty when it has none.
std::string_view fence_language(std::string_view line);

// What a fence's language says of the lines inside it.
enum class FenceUse {
  configuration,  // `nginx`, `conf`
  shell,          // commands, and perhaps what they print
  other,          // YAML, JSON, a programming language
  any,            // none, or one that tells nothing
};

FenceUse fence_use(std::string_view language);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_FENCE_H_
