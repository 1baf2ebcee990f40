// Base64 (RFC 4648) as far as redaction needs it.
#pragma once

#include <string>
#include <string_view>

namespace stackengine::redaction {

// The part of the base64 of any text that holds `value` which depends on `value` alone, when `shift` (0, 1 or
// 2) more bytes than a multiple of three stand before it. Standard alphabet.
std::string base64_core(std::string_view value, unsigned shift);

// Whether `text` is the base64 of printable text with a colon in it, which is what follows `Basic` (RFC
// 7617).
bool is_base64_of_user_and_password(std::string_view text);

// What `text` is the base64 of, where that is printable; empty otherwise.
std::string decode_printable(std::string_view text);

}  // namespace stackengine::redaction
