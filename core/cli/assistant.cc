#include "cli/assistant.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "assistant/prompt.h"
#include "assistant/review.h"
#include "cli/files.h"
#include "cli/load.h"
#include "report/json.h"
#include "report/vault_json.h"

namespace stackengine::cli {
namespace {

using assistant::Hunk;
using assistant::HunkStatus;
using report::Json;

// The hunks, with their objections, as text.
std::string describe(const assistant::Review& review) {
  std::string out;
  for (size_t i = 0; i < review.hunks.size(); ++i) {
    const Hunk& hunk = review.hunks[i];
    out += "hunk " + std::to_string(i) + ": " + review.files[hunk.file].name + ":" +
           std::to_string(hunk.line) + ": " + std::string(to_string(hunk.status)) +
           (hunk.accepted ? ", applied" : "") + "\n";
    for (const assistant::Mark& mark : hunk.marks)
      out += "    " + std::string(to_string(mark.kind)) + ": " + mark.message + "\n";
  }
  for (const std::string& words : review.refused) out += "refused: " + words + "\n";
  for (const std::string& one : review.unknown_placeholders) out += "unknown placeholder: " + one + "\n";
  for (const Diagnostic& diagnostic : review.diagnostics) {
    if (diagnostic.severity != Severity::info)
      out += "left: " + diagnostic.message + " [" + diagnostic.rule + "]\n";
  }
  return out;
}

Json to_json(const assistant::Review& review) {
  Json hunks = Json::array();
  for (const Hunk& hunk : review.hunks) {
    Json marks = Json::array();
    for (const assistant::Mark& mark : hunk.marks)
      marks.push_back({{"kind", to_string(mark.kind)}, {"message", mark.message}});
    hunks.push_back({{"file", review.files[hunk.file].name},
                     {"line", hunk.line},
                     {"lines", hunk.lines},
                     {"before", hunk.before},
                     {"after", hunk.after},
                     {"marks", std::move(marks)},
                     {"status", to_string(hunk.status)},
                     {"accepted", hunk.accepted}});
  }
  return {{"api", 1},
          {"form", to_string(review.form)},
          {"explanation", review.explanation},
          {"hunks", std::move(hunks)},
          {"refused", review.refused},
          {"unknown_placeholders", review.unknown_placeholders},
          {"patch", review.patch}};
}

}  // namespace

int print_prompt(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  assistant::PromptRequest request;
  request.task = arguments.task;
  request.question = arguments.question;
  if (arguments.budget > 0) request.budget_tokens = arguments.budget;
  request.policy = arguments.policy;
  const assistant::Prompt prompt = assistant::compose_prompt(workspace, analysis, request);
  if (!prompt.refusal.empty()) return unusable(prompt.refusal);
  if (!create_private_file(arguments.vault, report::vault_to_json(prompt.redaction.vault), &error))
    return unusable(error);
  for (const std::string& words : prompt.dropped) std::fprintf(stderr, "left out: %s\n", words.c_str());
  if (arguments.format == Format::text)
    return printed_with_vault(prompt.system + "\n\n" + prompt.user, arguments.vault);
  const Json json = {{"api", 1},
                     {"version", assistant::kPromptVersion},
                     {"system", prompt.system},
                     {"user", prompt.user},
                     {"answer_schema", Json::parse(assistant::kAnswerSchema)},
                     {"dropped", prompt.dropped},
                     {"tokens", prompt.tokens}};
  return printed_with_vault(report::dump(json, 2) + "\n", arguments.vault);
}

int review_answer_file(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  assistant::ReviewRequest request;
  request.task = arguments.task;
  if (!load_vault(arguments.vault, &request.vault, &error)) return unusable(error);
  auto answer = read_file(arguments.answer, Limits::kMaxTotalBytes, &error);
  if (!answer) return unusable(error);
  request.answer = std::move(*answer);
  if (!arguments.accepted.empty()) request.accept = arguments.accepted;
  assistant::Review review = assistant::review_answer(workspace, analysis, request);
  if (arguments.accept_marked) {
    request.accept.emplace();
    for (size_t i = 0; i < review.hunks.size(); ++i) {
      if (review.hunks[i].status != HunkStatus::refused) request.accept->push_back(i);
    }
    review = assistant::review_answer(workspace, analysis, request);
  }
  const bool all = review.refused.empty() && std::all_of(review.hunks.begin(), review.hunks.end(),
                                                         [](const Hunk& hunk) { return hunk.accepted; });
  const int status = all ? kNoFinding : kFindings;
  if (arguments.format == Format::json) return printed(report::dump(to_json(review), 2) + "\n", status);
  std::fputs(describe(review).c_str(), stderr);
  return printed(review.patch, status);
}

}  // namespace stackengine::cli
