// Words that stand in every configuration and identify nobody.
//
// A learned value that is one of them (an upstream called `backend`, the password `admin`) is replaced where
// it is used as a name or a password, and nowhere else: replacing every `backend` of a text would make it
// unreadable, and replacing `default` or `weight` would make it another configuration. The leak gate allows
// these words for the same reason: it is policy, not detection.
#pragma once

#include <string_view>

namespace stackengine::redaction {

// Whether `value` is such a word, a directive's name, a short number, or shorter than four bytes. Any case.
bool is_common_word(std::string_view value);

// Whether two letters, in lower case, follow each other in words as these are: `th`, not `qx`.
bool is_usual_pair(char first, char second);

}  // namespace stackengine::redaction
