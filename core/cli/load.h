// What every command does: read files, analyse them, print, and end with a status.
#ifndef STACKENGINE_CLI_LOAD_H_
#define STACKENGINE_CLI_LOAD_H_

#include <string>

#include "cli/arguments.h"
#include "engine.h"

namespace stackengine::cli {

// Exit statuses.
inline constexpr int kNoFinding = 0;
inline constexpr int kFindings = 1;
inline constexpr int kUnusable = 2;

// Says why on standard error; gives the status.
int unusable(const std::string& message);

// Prints to standard output; gives `status`, or that of a failure.
int printed(const std::string& text, int status);

// The same for a text whose vault was just created: without the text the vault is of no use, and in the way
// of the next attempt, so a failure removes it.
int printed_with_vault(const std::string& text, const std::string& vault);

// Reads `path` into the workspace. False, and `error` filled, when that fails.
bool add_document(const std::string& path, DocumentKind kind, Workspace* workspace, std::string* error);

// Reads the files and analyses them. False, and `error` filled, when something cannot be read or analysed.
bool load(const Arguments& arguments, Workspace* workspace, Analysis* analysis, std::string* error);

// Reads the files of --into, and those that they include. False, and `error` filled, when one of the former
// cannot be read.
bool load_target(const std::vector<std::string>& paths, std::vector<Document>* target, std::string* error);

// Reads a vault file. False, and `error` filled, when that fails.
bool load_vault(const std::string& path, redaction::Vault* vault, std::string* error);

}  // namespace stackengine::cli

#endif  // STACKENGINE_CLI_LOAD_H_
