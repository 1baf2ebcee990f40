// Finds the end of a `*_by_lua_block`. Braces count only outside Lua's strings, long brackets and comments
// (Lua 5.1 manual, section 2.1).
#pragma once

#include <cstdint>
#include <string_view>

namespace stackengine::nginx {

// `from` is the offset after the opening brace. Returns the offset of the matching `}`, or the text's size.
uint32_t end_of_lua_block(std::string_view text, uint32_t from);

}  // namespace stackengine::nginx
