// Columns that tools put before every line: the `> ` of a quoted mail, the `| ` of docker compose, the line
// numbers of `cat -n`, an editor or `grep -n`.
//
// Each is found as a run of neighbouring lines and taken for a column only when configuration cannot look
// like it: a map of status codes has numbers before its values, too.
#ifndef STACKENGINE_INTAKE_COLUMNS_H_
#define STACKENGINE_INTAKE_COLUMNS_H_

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// What stands before the lines' own text; one step of several, as columns stand beside one another.
std::vector<Span> quote_column(std::string_view text);
std::vector<Span> bar_column(std::string_view text);
std::vector<Span> number_column(std::string_view text);

// `FILE:12:` of `grep -rn`, where a directive follows.
std::vector<Span> file_column(std::string_view text);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_COLUMNS_H_
