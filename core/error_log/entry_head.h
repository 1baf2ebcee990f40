// Where an entry begins in its line, and where its message does.
//
// A head is `YYYY/MM/DD HH:MM:SS [level] pid#tid: *connection ` (nginx source: ngx_log.c,
// ngx_log_error_core). Copies lose parts of it, and log collectors put text before it, so a head may also be
// a bare `[level]`, or nothing at all before a message that no configuration can hold.
#ifndef STACKENGINE_ERROR_LOG_ENTRY_HEAD_H_
#define STACKENGINE_ERROR_LOG_ENTRY_HEAD_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace stackengine::error_log {

struct EntryHead {
  std::string_view level;  // part of the line; empty when the paste lost it
  size_t message = 0;      // offset of the message in the line
};

// nullopt: no entry begins in this line. Looks at a bounded part of the line, then at its end.
std::optional<EntryHead> find_entry_head(std::string_view line);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_ENTRY_HEAD_H_
