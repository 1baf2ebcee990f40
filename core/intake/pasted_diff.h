// A unified diff that was pasted instead of the file: its new side is what the user wants to run.
#ifndef STACKENGINE_INTAKE_PASTED_DIFF_H_
#define STACKENGINE_INTAKE_PASTED_DIFF_H_

#include <string_view>
#include <vector>

#include "intake/line_kind.h"
#include "text/span.h"

namespace stackengine::intake {

struct PastedDiff {
  std::vector<LineKind> lines;    // empty without a diff; `unknown` outside of it
  std::vector<Span> columns;      // the `+` or blank before each line of the new side
  std::vector<Section> sections;  // where each file of the diff begins
};

// Only what cannot be anything else is a diff: hunks with their `@@` line, a fence that says so, or
// directives behind both marks.
PastedDiff find_diff(std::string_view text);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_PASTED_DIFF_H_
