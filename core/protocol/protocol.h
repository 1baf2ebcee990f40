// The engine as a function from bytes to bytes: what wasm/ exports and what tests compare between native and
// WASM. protocol.schema.json beside this file describes the JSON of requests and responses.
#pragma once

#include <string>
#include <string_view>

namespace stackengine::protocol {

// Answers one framed request (message.h) with one framed response. Never throws; a request that cannot be
// read is answered by `{"api":1,"error":{"code","message"}}`.
std::string handle(std::string_view message);

// The same for `analyze`, `refactor` and `rules`; anything else is a bad request. A program that calls only
// this one holds no code of the others: the page loads it first.
std::string handle_analysis(std::string_view message);

}  // namespace stackengine::protocol
