// Prompts, commands and heredocs in a terminal session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stackengine::intake {

// Length of the prompt at the start of the line, with its space: `$ `, `root@host:~# `, `[me@host ~]$ `,
// `/ # `, `bash-5.1$ `, `➜  ~ `, `PS C:\> `. 0: none. A single `# ` is an nginx comment.
size_t prompt_length(std::string_view line);

// The output of a command.
enum class Output {
  configuration,  // `cat FILE`
  anything,       // `nginx -T`, `docker logs`: recognised by its look
  nothing_here,   // `ls`, `systemctl`: neither configuration nor evidence, unless it looks like a log
};

struct Command {
  Output output = Output::anything;
  std::string file;              // the file that it prints, or writes from a heredoc
  std::string heredoc;           // the word that ends its heredoc; empty: it has none
  bool heredoc_escapes = false;  // the word is unquoted: the shell turns `\$` into `$`
};

// `text`: the text after a prompt.
Command read_command(std::string_view text);

// A command without a prompt, of a kind that people paste and that cannot be a directive.
bool is_bare_command(std::string_view line);

}  // namespace stackengine::intake
