// Joins the lines that a terminal, a chat or a mail program wrapped one entry into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stackengine::error_log {

// How a line continues the entry above it.
enum class Join : uint8_t {
  none,    // it does not, or this is unknown
  blank,   // it was wrapped at a blank
  within,  // it was wrapped within a word or value
};

// `entry`: the lines read so far, joined. `line`: the next line. `width`: the width of the first line; all
// wrapped lines except the last have it.
Join continuation(std::string_view entry, std::string_view line, size_t width);

}  // namespace stackengine::error_log
