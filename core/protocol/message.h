// The frame around one request or response: a JSON text and any number of raw byte buffers that it refers to.
//
//   u32 n | n × u32 length | the n parts, one after the other        (little-endian)
//
// Part 0 is the JSON. `"text": 3` in it means part 3. So text that is not valid UTF-8 survives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::protocol {

using Parts = std::vector<std::string_view>;

std::string encode(const Parts& parts);

// Views into `message`; nullopt when lengths do not add up.
std::optional<Parts> decode(std::string_view message);

}  // namespace stackengine::protocol
