#include "cli/load.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "nginx/config.h"
#include "nginx/include_paths.h"
#include "nginx/spelling.h"
#include "report/vault_json.h"

namespace stackengine::cli {

int unusable(const std::string& message) {
  std::fprintf(stderr, "stackengine: %s\n", message.c_str());
  return kUnusable;
}

int printed(const std::string& text, int status) {
  return print(text) ? status : unusable("cannot write to standard output");
}

int printed_with_vault(const std::string& text, const std::string& vault) {
  const int status = printed(text, kNoFinding);
  if (status == kUnusable) std::remove(vault.c_str());
  return status;
}

bool add_document(const std::string& path, DocumentKind kind, Workspace* workspace, std::string* error) {
  auto text = read_file(path, Limits::kMaxTotalBytes, error);
  if (!text) return false;
  workspace->documents.push_back({display_name(path), std::move(*text), kind});
  return true;
}

namespace {

bool is_blank(const Document& document) {
  return document.text.find_first_not_of(" \t\r\n\v\f\xEF\xBB\xBF") == std::string::npos;
}

void note(const std::string& message) { std::fprintf(stderr, "stackengine: note: %s\n", message.c_str()); }

// Drops empty files, such as a log that was just rotated or a placeholder in conf.d. If all files are empty,
// keeps them, and the analysis refuses.
void drop_empty_documents(size_t files, Workspace* workspace) {
  std::vector<Document>& documents = workspace->documents;
  if (std::all_of(documents.begin(), documents.begin() + static_cast<std::ptrdiff_t>(files), is_blank))
    return;
  for (const Document& document : documents) {
    if (is_blank(document)) note(document.name + " is empty, skipping it");
  }
  documents.erase(std::remove_if(documents.begin(), documents.end(), is_blank), documents.end());
}

// The known backend with the most similar name; empty if none is similar.
std::string nearest_backend(const std::string& name, const std::vector<std::string>& known) {
  std::string nearest;
  int least = 3;
  for (const std::string& one : known) {
    const int distance = nginx::edit_distance(name, one, least - 1);
    if (distance < least) {
      least = distance;
      nearest = one;
    }
  }
  return nearest;
}

// An answer about an unknown backend has no effect, which the user would not notice.
void note_unused_answers(const Workspace& workspace, const Analysis& analysis) {
  std::vector<std::string> known;
  for (const Backend& backend : analysis.backends) known.push_back(backend.name);
  for (const BackendAnswer& answer : workspace.answers) {
    const bool used =
        std::any_of(analysis.backends.begin(), analysis.backends.end(), [&](const Backend& backend) {
          const std::vector<std::string>& names = backend.answered_as;
          return std::find(names.begin(), names.end(), answer.name) != names.end();
        });
    if (used) continue;
    std::string message = "--backend " + answer.name + ": no backend has that name";
    const std::string nearest = nearest_backend(answer.name, known);
    if (!nearest.empty()) {
      message += "; did you mean `" + nearest + "`?";
    } else if (known.empty()) {
      message += "; the input has no backends";
    } else {
      constexpr size_t kMostNamed = 10;
      message += "; known backends: ";
      for (size_t i = 0; i < known.size() && i < kMostNamed; ++i)
        message += (i > 0 ? ", `" : "`") + known[i] + "`";
      if (known.size() > kMostNamed) message += " and " + std::to_string(known.size() - kMostNamed) + " more";
    }
    note(message);
  }
}

}  // namespace

bool load(const Arguments& arguments, Workspace* workspace, Analysis* analysis, std::string* error) {
  workspace->nginx = arguments.nginx;
  workspace->answers = arguments.answers;
  for (const std::string& path : arguments.files) {
    if (!add_document(path, DocumentKind::automatic, workspace, error)) return false;
  }
  for (const std::string& path : arguments.logs) {
    if (!add_document(path, DocumentKind::error_log, workspace, error)) return false;
  }
  drop_empty_documents(arguments.files.size(), workspace);
  *analysis = analyze(*workspace);
  if (analysis->refusal.empty()) {
    note_unused_answers(*workspace, *analysis);
    return true;
  }
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
  // nginx resolves relative paths against the folder of its main file. A file that cannot be read is no
  // error, because the blocks may be in other files.
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
