// Colours and other control sequences of a terminal (ECMA-48, sections 5.4 and 8.3), which remain in output
// that was copied through a file or a pager.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// The control sequences in `text`. None crosses a line end.
std::vector<Span> control_sequences(std::string_view text);

}  // namespace stackengine::intake
