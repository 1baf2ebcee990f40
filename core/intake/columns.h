// Columns that tools put before every line: the `> ` of a quoted mail, the `| ` of docker compose, the line
// numbers of `cat -n`, an editor or `grep -n`.
//
// A column is a run of neighbouring lines that cannot be configuration: a map of status codes also has
// numbers before its values.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// The columns before the text of the lines. One of several steps, because columns may be side by side.
std::vector<Span> quote_column(std::string_view text);
std::vector<Span> bar_column(std::string_view text);
std::vector<Span> number_column(std::string_view text);

// `FILE:12:` of `grep -rn`, where a directive follows.
std::vector<Span> file_column(std::string_view text);

}  // namespace stackengine::intake
