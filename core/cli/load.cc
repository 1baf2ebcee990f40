#include "cli/load.h"

#include <cstdio>
#include <utility>

#include "cli/files.h"
#include "report/vault_json.h"

namespace stackengine::cli {

int unusable(const std::string& message) {
  std::fprintf(stderr, "stackengine: %s\n", message.c_str());
  return kUnusable;
}

int printed(const std::string& text, int status) {
  return print(text) ? status : unusable("cannot write to standard output");
}

bool add_document(const std::string& path, DocumentKind kind, Workspace* workspace, std::string* error) {
  auto text = read_file(path, Limits::kMaxTotalBytes, error);
  if (!text) return false;
  workspace->documents.push_back({display_name(path), std::move(*text), kind});
  return true;
}

bool load(const Arguments& arguments, Workspace* workspace, Analysis* analysis, std::string* error) {
  workspace->nginx = arguments.nginx;
  workspace->answers = arguments.answers;
  for (const std::string& path : arguments.files) {
    if (!add_document(path, DocumentKind::automatic, workspace, error)) return false;
  }
  for (const std::string& path : arguments.logs) {
    if (!add_document(path, DocumentKind::error_log, workspace, error)) return false;
  }
  *analysis = analyze(*workspace);
  if (analysis->refusal.empty()) return true;
  *error = workspace->documents[analysis->refused_document].name + ": " + analysis->refusal;
  return false;
}

bool load_vault(const std::string& path, redaction::Vault* vault, std::string* error) {
  const auto text = read_file(path, Limits::kMaxTotalBytes, error);
  if (!text) return false;
  auto read = report::vault_from_json(*text, error);
  if (!read) {
    *error = path + ": " + *error;
    return false;
  }
  *vault = std::move(*read);
  return true;
}

}  // namespace stackengine::cli
