// Where the body of a `*_by_lua_block` ends: braces count only outside Lua's own strings, long brackets and
// comments (Lua 5.1 manual, section 2.1).
#ifndef STACKENGINE_NGINX_LUA_BLOCK_H_
#define STACKENGINE_NGINX_LUA_BLOCK_H_

#include <cstdint>
#include <string_view>

namespace stackengine::nginx {

// `from` is the offset after the opening brace. Returns the offset of the matching `}`, or the text's size.
uint32_t end_of_lua_block(std::string_view text, uint32_t from);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_LUA_BLOCK_H_
