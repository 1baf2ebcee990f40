// Prompts, commands and heredocs of a terminal session.
#ifndef STACKENGINE_INTAKE_SHELL_H_
#define STACKENGINE_INTAKE_SHELL_H_

#include <optional>
#include <string>
#include <string_view>

namespace stackengine::intake {

// Length of the prompt that the line begins with, its blank included: `$ `, `root@host:~# `, `[me@host ~]$ `,
// `/ # `, `bash-5.1$ `, `➜  ~ `, `PS C:\> `. 0: none. A lone `# ` is a comment of nginx.
size_t prompt_length(std::string_view line);

// What a command prints.
enum class Output {
  configuration,  // `cat FILE`
  anything,       // `nginx -T`, `docker logs`: known by its look
  nothing_here,   // `ls`, `systemctl`: neither configuration nor evidence, unless it looks like a log
};

struct Command {
  Output output = Output::anything;
  std::string file;              // that it prints, or writes from a heredoc
  std::string heredoc;           // the word that ends the heredoc; empty: none begins here
  bool heredoc_escapes = false;  // the word is bare: the shell takes `\$` for `$`
};

// `text`: behind a prompt.
Command read_command(std::string_view text);

// A command without a prompt: one that people give with a paste, and that cannot be a directive.
bool is_bare_command(std::string_view line);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_SHELL_H_
