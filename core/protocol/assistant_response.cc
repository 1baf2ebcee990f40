// The answers to `prompt`, `review` and `gate`.
#include <nlohmann/json.hpp>

#include "assistant/gate.h"
#include "assistant/prompt.h"
#include "assistant/review.h"
#include "protocol/response.h"

namespace stackengine::protocol {

using report::Positions;
using report::TextPositions;

std::string prompt_response(const Request& request) {
  const Analysis analysis = analyze(request.workspace);
  if (!analysis.refusal.empty()) return refusal_response(analysis);
  assistant::Prompt prompt = assistant::compose_prompt(request.workspace, analysis, request.prompt);
  if (!prompt.refusal.empty()) return error_response("refused_input", prompt.refusal);
  Response response;
  Json json = {{"version", assistant::kPromptVersion}};
  json["system"] = response.part(std::move(prompt.system));
  json["user"] = response.part(std::move(prompt.user));
  json["frame"] = response.part(std::move(prompt.frame));
  json["answer_schema"] = nullptr;
  response.put_json("answer_schema", assistant::kAnswerSchema);
  json["dropped"] = prompt.dropped;
  json["tokens"] = prompt.tokens;
  json["redaction"] = redaction_json(request, prompt.redaction, response);
  return response.finish("prompt", std::move(json));
}

std::string review_response(const Request& request) {
  const Analysis analysis = analyze(request.workspace);
  if (!analysis.refusal.empty()) return refusal_response(analysis);
  const assistant::Review review = assistant::review_answer(request.workspace, analysis, request.review);
  Response response;
  Json files = Json::array();
  std::vector<TextPositions> before;
  std::vector<Positions::Text> texts;
  for (const Source& source : analysis.sources) texts.push_back({source.document, source.name, source.text});
  for (const FixedFile& file : review.files) {
    files.push_back(file_json(file, request.unit, &response));
    before.emplace_back(file.before, request.unit);
    texts[file.source].text = file.after;
  }
  Json hunks = Json::array();
  for (const assistant::Hunk& hunk : review.hunks) {
    Json marks = Json::array();
    for (const assistant::Mark& mark : hunk.marks)
      marks.push_back({{"kind", assistant::to_string(mark.kind)}, {"message", mark.message}});
    const FixedFile& file = review.files[hunk.file];
    Json json = {{"file", file.name}, {"document", file.document}, {"file_index", hunk.file}};
    json["span"] = span_json(hunk.span, before[hunk.file]);
    json["line"] = hunk.line;
    json["lines"] = hunk.lines;
    json["before"] = response.part(hunk.before);
    json["after"] = response.part(hunk.after);
    json["marks"] = std::move(marks);
    json["status"] = assistant::to_string(hunk.status);
    json["accepted"] = hunk.accepted;
    hunks.push_back(std::move(json));
  }
  Positions positions(std::move(texts), request.unit);
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : review.diagnostics)
    diagnostics.push_back(report::diagnostic_json(diagnostic, &positions));
  Json json = {{"form", assistant::to_string(review.form)},
               {"explanation", response.part(review.explanation)}};
  json["hunks"] = std::move(hunks);
  json["refused"] = review.refused;
  json["unknown_placeholders"] = review.unknown_placeholders;
  json["files"] = std::move(files);
  json["patch"] = response.part(review.patch);
  Refactoring changed;
  changed.sources = review.sources;
  changed.files = review.files;
  changed.patch = review.patch;
  json["replay"] = replay_json(request.workspace, analysis, changed);
  json["diagnostics"] = std::move(diagnostics);
  return response.finish("review", std::move(json));
}

std::string gate_response(const Request& request) {
  const TextPositions text(request.text, request.unit);
  Json list = Json::array();
  for (const redaction::Leak& leak :
       assistant::find_outgoing_leaks(request.text, request.frame, request.vault)) {
    Json json = {{"entry", leak.entry}};
    json.update(span_json(leak.span, text));
    json["encoding"] = leak.encoding;
    list.push_back(std::move(json));
  }
  return Response().finish("leaks", std::move(list));
}

}  // namespace stackengine::protocol
