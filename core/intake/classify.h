// Decides the kind of every line in one pass, by the look of the line and by what precedes it: a fence, a
// prompt and its command, an open string.
#pragma once

#include <string_view>
#include <vector>

#include "error_log/continuation.h"
#include "intake/line_kind.h"
#include "intake/pasted_diff.h"
#include "text/span.h"

namespace stackengine::intake {

struct Classified {
  std::vector<error_log::Join> joins;  // by line: how a line continues the entry above it
  std::vector<LineKind> lines;         // never `unknown` or `loose`; `blank` for an empty line
  std::vector<Section> sections;       // ascending
  std::vector<Span> columns;           // prefixes of log lines, and backslashes that a format added
};

// `diff`: found in the same text, which no longer has its columns.
Classified classify(std::string_view text, PastedDiff diff);

}  // namespace stackengine::intake
