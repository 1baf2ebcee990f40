// The cases of tests/assistant/: a configuration, what a model answers, and what has to become of it.
//
// `{{NAME}}` in an answer stands for what the redaction made of NAME, so that the cases hold no placeholders
// of their own; `{{altered:NAME}}` for that with one letter changed.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "assistant/prompt.h"
#include "assistant/review.h"
#include "engine.h"

namespace stackengine::assistant {

using Json = nlohmann::json;

inline Json read_cases(const std::string& name) {
  const std::string path = std::string(STACKENGINE_SOURCE_DIR) + "/tests/assistant/" + name;
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return Json::parse(text.str(), nullptr, false);
}

// A configuration as the page has it when the answer comes.
struct Asked {
  Workspace workspace;
  Analysis analysis;
  Prompt prompt;
};

inline Asked ask(const Json& configuration) {
  Asked asked;
  std::string text;
  for (const Json& line : configuration["text"]) text += line.get<std::string>() + "\n";
  asked.workspace.documents.push_back({configuration["name"], text, DocumentKind::automatic});
  if (configuration.contains("version"))
    asked.workspace.nginx.version = nginx::parse_version(configuration["version"].get<std::string>());
  asked.analysis = analyze(asked.workspace);
  PromptRequest request;
  request.policy.key = "cases";
  asked.prompt = compose_prompt(asked.workspace, asked.analysis, request);
  return asked;
}

inline std::string redacted(std::string name, const redaction::Vault& vault) {
  const std::string kAltered = "altered:";
  const bool altered = name.rfind(kAltered, 0) == 0;
  if (altered) name.erase(0, kAltered.size());
  for (const redaction::VaultEntry& entry : vault.entries) {
    const size_t at = name.find(entry.original);
    if (at != std::string::npos) {
      name.replace(at, entry.original.size(), entry.placeholder);
      break;
    }
  }
  if (altered) {
    // The check letters stand at the end of a label.
    const size_t at = std::min(name.find('.'), name.size()) - 1;
    name[at] = name[at] == 'x' ? 'y' : 'x';
  }
  return name;
}

inline std::string with_placeholders(std::string text, const redaction::Vault& vault) {
  for (size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    const size_t end = text.find("}}", at);
    const std::string word = redacted(text.substr(at + 2, end - at - 2), vault);
    text.replace(at, end + 2 - at, word);
    at += word.size();
  }
  return text;
}

// The answer of a case: `text` as it is, or `edits` in the form that the prompt asks for.
inline std::string answer_of(const Json& one, const Asked& asked) {
  if (one.contains("edits")) {
    Json edits = Json::array();
    for (Json edit : one["edits"]) {
      if (!edit.contains("file")) edit["file"] = asked.workspace.documents[0].name;
      edits.push_back(std::move(edit));
    }
    const Json answer = {{"explanation", "because"}, {"edits", edits}};
    return with_placeholders(answer.dump(), asked.prompt.redaction.vault);
  }
  const Json& text = one["text"];
  if (text.is_string()) return with_placeholders(text.get<std::string>(), asked.prompt.redaction.vault);
  std::string repeated = text.value("before", "");
  for (int i = 0; i < text["times"].get<int>(); ++i) repeated += text["repeat"].get<std::string>();
  return repeated;
}

inline Review review_case(const Json& one, const Asked& asked) {
  ReviewRequest request;
  request.vault = asked.prompt.redaction.vault;
  request.answer = answer_of(one, asked);
  request.task = parse_task(one.value("task", "fix")).value_or(Task::fix);
  if (one.value("accept", "") == "all") {
    const size_t count = review_answer(asked.workspace, asked.analysis, request).hunks.size();
    request.accept.emplace();
    for (size_t i = 0; i < count; ++i) request.accept->push_back(i);
  }
  return review_answer(asked.workspace, asked.analysis, request);
}

// The input with the accepted hunks in it: what every result has to be.
inline std::string input_and_accepted(const Review& review, size_t file) {
  std::string text;
  size_t done = 0;
  const std::string& before = review.files[file].before;
  for (const Hunk& hunk : review.hunks) {
    if (hunk.file != file || !hunk.accepted) continue;
    text += before.substr(done, hunk.span.start - done) + hunk.after;
    done = hunk.span.end;
  }
  return text + before.substr(done);
}

}  // namespace stackengine::assistant
