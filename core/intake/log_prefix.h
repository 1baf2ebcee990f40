// What log collectors put before a line: kubectl, docker compose, containerd (CRI), syslog, journald, grep.
#ifndef STACKENGINE_INTAKE_LOG_PREFIX_H_
#define STACKENGINE_INTAKE_LOG_PREFIX_H_

#include <optional>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::intake {

// Length of the prefixes that the line begins with, one behind the other; 0: none.
size_t log_prefix_length(std::string_view line);

// Docker's json-file driver and collectors like it write one JSON object a line: `{"log":"…\n","stream":…}`.
// What of such a line is not the log line: the parts around the string's content, and the backslash of each
// escape whose next byte stands for itself (`\"`, `\\`, `\/`). Other escapes stay as they are: a source holds
// bytes of the document only. nullopt: no such line. Spans are offsets into the line.
std::optional<std::vector<Span>> around_json_log(std::string_view line);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_LOG_PREFIX_H_
