// The command line as values.
#ifndef STACKENGINE_CLI_ARGUMENTS_H_
#define STACKENGINE_CLI_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "assistant/task.h"
#include "diagnosis/backend.h"
#include "nginx/build_facts.h"
#include "redaction/redaction.h"
#include "refactor/profile.h"

namespace stackengine::cli {

enum class Command {
  help,
  version,
  check,
  explain,
  fix,
  parse,
  redact,
  restore,
  gate,
  prompt,
  review,
  rules
};
enum class Format { text, json, sarif };
enum class FixMode { print, diff, write, output };

struct Arguments {
  Command command = Command::help;
  Format format = Format::text;
  FixMode fix_mode = FixMode::print;
  std::string output;  // of --output
  bool unsafe = false;
  Profile profile = Profile::minimal;  // of fix
  std::vector<std::string> into;       // of fix
  bool comments = false;               // of `parse`
  nginx::BuildFacts nginx;
  std::vector<BackendAnswer> answers;
  std::vector<std::string> logs;
  std::string vault;
  redaction::Policy policy;                     // of `redact` and `prompt`
  assistant::Task task = assistant::Task::fix;  // of `prompt` and `review`
  std::string question;                         // of `prompt`
  size_t budget = 0;                            // in tokens; 0: the default
  std::string answer;                           // of `review`
  std::vector<size_t> accepted;                 // hunks
  bool accept_marked = false;
  std::vector<std::string> files;
};

// nullopt, and `error` filled, when the arguments cannot be used.
std::optional<Arguments> parse_arguments(const std::vector<std::string>& words, std::string* error);

// What `stackengine --help` prints.
const char* usage();

}  // namespace stackengine::cli

#endif  // STACKENGINE_CLI_ARGUMENTS_H_
