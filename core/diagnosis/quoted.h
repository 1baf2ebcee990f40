// Parts of the user's text in messages: in backticks, on one line, and short.
#pragma once

#include <string>
#include <string_view>

namespace stackengine {

// At most kMaxShown bytes of `text`, cut between characters and followed by `…` if cut. Control bytes become
// spaces.
inline constexpr size_t kMaxShown = 100;
std::string shortened(std::string_view text);

// The shortened text in backticks.
std::string quoted(std::string_view text);

}  // namespace stackengine
