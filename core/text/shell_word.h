// Pasted text in a command that the user will run.
#pragma once

#include <string>

namespace stackengine {

// `text` as one word of a POSIX shell, so that no text can become a command. Omits control characters,
// because a terminal acts on them before the shell does.
std::string shell_word(const std::string& text);

}  // namespace stackengine
