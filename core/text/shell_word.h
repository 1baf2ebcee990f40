// Pasted text inside a command that a person will run.
#ifndef STACKENGINE_TEXT_SHELL_WORD_H_
#define STACKENGINE_TEXT_SHELL_WORD_H_

#include <string>

namespace stackengine {

// `text` as one word of a POSIX shell: whatever it holds, it cannot become a command. Control characters are
// left out, because a terminal acts on them before the shell does.
std::string shell_word(const std::string& text);

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_SHELL_WORD_H_
