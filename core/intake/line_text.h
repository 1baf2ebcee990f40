// More questions about lines than text/line_text.h, for intake only.
#pragma once

#include <string_view>

#include "nginx/directive_table.h"
#include "text/characters.h"
#include "text/line_text.h"
#include "text/span.h"

namespace stackengine::intake {

// Whether the line begins with an nginx directive.
inline bool begins_with_directive(std::string_view line) {
  const std::string_view word = first_word(line);
  return !word.empty() && word.size() < 64 && !nginx::find_directive(word).empty();
}

}  // namespace stackengine::intake
