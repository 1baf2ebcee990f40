// Finds where an entry begins in its line, and where its message begins.
//
// A head is `YYYY/MM/DD HH:MM:SS [level] pid#tid: *connection ` (nginx source: ngx_log.c,
// ngx_log_error_core). Copies lose parts of it, and log collectors add text before it, so a head may also be
// a bare `[level]`, or be missing before a message that cannot be configuration.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stackengine::error_log {

struct EntryHead {
  std::string_view level;  // part of the line; empty when the paste lost it
  size_t message = 0;      // offset of the message in the line
};

// nullopt when no entry begins in this line. Reads a bounded part of the line, and its end.
std::optional<EntryHead> find_entry_head(std::string_view line);

}  // namespace stackengine::error_log
