// A unified diff, pasted instead of the file. The user wants to run its new side.
#pragma once

#include <string_view>
#include <vector>

#include "intake/line_kind.h"
#include "text/span.h"

namespace stackengine::intake {

struct PastedDiff {
  std::vector<LineKind> lines;    // empty without a diff; `unknown` outside it
  std::vector<Span> columns;      // the `+` or space before each line of the new side
  std::vector<Section> sections;  // where each file of the diff begins
};

// Accepts only certain diffs: hunks with an `@@` line, a `diff` fence, or directives after both marks.
PastedDiff find_diff(std::string_view text);

}  // namespace stackengine::intake
