// What intake asks of a line, beside text/line_text.h.
#ifndef STACKENGINE_INTAKE_LINE_TEXT_H_
#define STACKENGINE_INTAKE_LINE_TEXT_H_

#include <string_view>

#include "nginx/directive_table.h"
#include "text/characters.h"
#include "text/line_text.h"
#include "text/span.h"

namespace stackengine::intake {

// By their old names, for those who have not moved to text/.
using stackengine::ends_like_directive;
using stackengine::first_word;
using stackengine::for_each_line;
using stackengine::has_shape;
using stackengine::is_upper;
using stackengine::skip_blanks;
using stackengine::skip_digits;
using stackengine::trim;
using stackengine::trim_left;
inline bool is_letter(char c) { return is_alpha(c); }

// Whether the line begins with a directive that nginx knows.
inline bool begins_with_directive(std::string_view line) {
  const std::string_view word = first_word(line);
  return !word.empty() && word.size() < 64 && !nginx::find_directive(word).empty();
}

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_LINE_TEXT_H_
