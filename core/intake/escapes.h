// Colours and other control sequences of a terminal (ECMA-48, sections 5.4 and 8.3), which copying its output
// through a file or a pager keeps.
#ifndef STACKENGINE_INTAKE_ESCAPES_H_
#define STACKENGINE_INTAKE_ESCAPES_H_

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// The control sequences in `text`, none across a line end.
std::vector<Span> control_sequences(std::string_view text);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_ESCAPES_H_
