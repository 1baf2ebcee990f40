// Lines → kinds, one pass. What came before decides with the line's look: a fence, a prompt and its command,
// an open string.
#ifndef STACKENGINE_INTAKE_CLASSIFY_H_
#define STACKENGINE_INTAKE_CLASSIFY_H_

#include <string_view>
#include <vector>

#include "error_log/continuation.h"
#include "intake/line_kind.h"
#include "intake/pasted_diff.h"
#include "text/span.h"

namespace stackengine::intake {

struct Classified {
  std::vector<error_log::Join> joins;  // by line: how a line of an entry goes on with the one above it
  std::vector<LineKind> lines;         // never `unknown` or `loose`; `blank` where a line is empty
  std::vector<Section> sections;       // ascending
  std::vector<Span> columns;  // what stands before log lines, and the backslashes that a format added
};

// `diff`: found in the same text, its columns removed.
Classified classify(std::string_view text, PastedDiff diff);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_CLASSIFY_H_
