// What the commands share: read files, analyse them, print, and return an exit status.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "engine.h"

namespace stackengine::cli {

// Exit statuses.
inline constexpr int kNoFinding = 0;
inline constexpr int kFindings = 1;
inline constexpr int kUnusable = 2;

// Prints `message` to standard error, and returns kUnusable.
int unusable(const std::string& message);

// Prints to standard output. Returns `status`, or kUnusable on failure.
int printed(const std::string& text, int status);

// Prints a text whose vault file was just created. On failure, removes the vault: it is useless without the
// text and would block the next attempt.
int printed_with_vault(const std::string& text, const std::string& vault);

// Reads `path` into the workspace. False, with `error` set, if that fails.
bool add_document(const std::string& path, DocumentKind kind, Workspace* workspace, std::string* error);

// Reads and analyses the files. False, with `error` set, if one cannot be read or analysed.
bool load(const Arguments& arguments, Workspace* workspace, Analysis* analysis, std::string* error);

// Reads the files of --into and those that they include. False, with `error` set, if one of the former cannot
// be read.
bool load_target(const std::vector<std::string>& paths, std::vector<Document>* target, std::string* error);

// Reads a vault file. False, with `error` set, if that fails.
bool load_vault(const std::string& path, redaction::Vault* vault, std::string* error);

}  // namespace stackengine::cli
