// Prefixes that log collectors add to a line: kubectl, docker compose, containerd (CRI), syslog, journald,
// grep.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// Total length of the prefixes at the start of the line; 0: none.
size_t log_prefix_length(std::string_view line);

// Docker's json-file driver and similar collectors write one JSON object per line:
// `{"log":"…\n","stream":…}`. Returns the parts of such a line that do not belong to the log line: the parts
// around the string's content, and the backslash of each escape whose next byte is literal (`\"`, `\\`,
// `\/`). Other escapes stay, because a source has only bytes of the document. nullopt: no such line. Spans
// are offsets into the line.
std::optional<std::vector<Span>> around_json_log(std::string_view line);

}  // namespace stackengine::intake
