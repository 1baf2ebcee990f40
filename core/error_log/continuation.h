// Lines that a terminal, a chat or a mail program made of one entry.
#ifndef STACKENGINE_ERROR_LOG_CONTINUATION_H_
#define STACKENGINE_ERROR_LOG_CONTINUATION_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stackengine::error_log {

// How a line goes on with the entry above it.
enum class Join : uint8_t {
  none,    // it does not, as far as can be told
  blank,   // it was wrapped at a blank
  within,  // it was wrapped within a word or value
};

// `entry`: what was read of it, its lines joined. `line`: the next one. `width`: of the entry's first line:
// what was wrapped fills its lines but for the last.
Join continuation(std::string_view entry, std::string_view line, size_t width);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_CONTINUATION_H_
