// The command line as values.
#pragma once

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
  std::string help;  // of the command, or of all
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

// nullopt, with `error` set, if the arguments are not usable.
std::optional<Arguments> parse_arguments(const std::vector<std::string>& words, std::string* error);

}  // namespace stackengine::cli
