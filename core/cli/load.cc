#include "cli/load.h"

#include <cstdio>
#include <set>
#include <utility>

#include "cli/files.h"
#include "nginx/config.h"
#include "nginx/include_paths.h"
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

namespace {

// The paths that the `include` directives of a text name.
std::vector<std::string> includes_of(const std::string& text) {
  const nginx::Config config(text);
  std::vector<std::string> paths;
  for (nginx::DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
    if (config.name(id) != "include" || config.tree().argument_count(id) != 1) continue;
    paths.push_back(config.argument(id, 0));
    if (paths.back().empty()) paths.pop_back();
  }
  return paths;
}

}  // namespace

bool load_target(const std::vector<std::string>& paths, std::vector<Document>* target, std::string* error) {
  Workspace workspace;
  std::set<std::string> seen;
  const auto add = [&](const std::string& path, std::string* why) {
    if (!seen.insert(real_path(path)).second) return true;
    return add_document(path, DocumentKind::automatic, &workspace, why);
  };
  for (const std::string& path : paths) {
    if (!add(path, error)) return false;
    const std::string refusal = intake::refusal(workspace.documents.back());
    if (refusal.empty()) continue;
    *error = workspace.documents.back().name + ": " + refusal;
    return false;
  }
  // nginx looks for relative paths beside its main file. What cannot be read here is no reason to stop: the
  // blocks may stand in the other files.
  const std::string folder(nginx::folder_of(paths.front()));
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    const std::string text = workspace.documents[i].text;
    for (const std::string& path : includes_of(text)) {
      for (const std::string& file : matching_files(path[0] == '/' ? path : folder + path)) {
        std::string unread;
        if (workspace.documents.size() < Limits::kMaxDocuments) add(file, &unread);
      }
    }
  }
  *target = std::move(workspace.documents);
  return true;
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
