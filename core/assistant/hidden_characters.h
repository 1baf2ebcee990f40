// Characters that a person does not see, or that act on what shows them: an edit that holds them is not what
// it looks like (CVE-2021-42574, "Trojan Source").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::assistant {

// Bytes of such a character at `at`; 0 when there is none. Control characters but tab and line end, direction
// marks, invisible characters, tags, and bytes that are no UTF-8.
size_t hidden_character(std::string_view text, size_t at);

// Those of `after` that `before` does not hold, each once: "U+202E".
std::vector<std::string> new_hidden_characters(std::string_view before, std::string_view after);

// The text with each of them written as `<U+202E>`; CR LF stays.
std::string with_visible_characters(std::string_view text);

}  // namespace stackengine::assistant
