#include "protocol/protocol.h"

#include <utility>
#include <vector>

#include "engine.h"
#include "protocol/message.h"
#include "protocol/request.h"
#include "protocol/response.h"
#include "report/json.h"

namespace stackengine::protocol {
namespace {

using report::Positions;
using report::TextPositions;
using report::Unit;

// The fixed texts, where the places of the remaining diagnostics lie; by source.
Positions positions_after(const Analysis& analysis, const Refactoring& refactoring, Unit unit) {
  std::vector<Positions::Text> texts;
  for (const Source& source : analysis.sources) texts.push_back({source.document, source.name, source.text});
  for (const FixedFile& file : refactoring.files) texts[file.source].text = file.after;
  return Positions(std::move(texts), unit);
}

Json additions_json(const Analysis& analysis, const Refactoring& refactoring) {
  Json list = Json::array();
  for (const Addition& addition : refactoring.additions) {
    list.push_back({{"file", analysis.sources[addition.source].name},
                    {"block", addition.block},
                    {"directive", addition.directive},
                    {"reason", addition.reason}});
  }
  return list;
}

Json steps_json(const Analysis& analysis, const Refactoring& refactoring) {
  Json list = Json::array();
  for (const Step& step : verification(analysis, refactoring))
    list.push_back({{"title", step.title}, {"command", step.command}});
  return list;
}

Json remaining_json(const Analysis& analysis, const Refactoring& refactoring, Unit unit) {
  Positions positions = positions_after(analysis, refactoring, unit);
  Json list = Json::array();
  for (const Diagnostic& diagnostic : refactoring.remaining)
    list.push_back(report::diagnostic_json(diagnostic, &positions));
  return list;
}

Json rebased_json(const Request& request, const Analysis& analysis, const Refactoring& refactoring,
                  Response& response) {
  Rebasing rebasing = rebase(request.workspace, analysis, refactoring, request.choices, request.into);
  if (!rebasing.problem.empty()) rebasing.refactoring = Refactoring();
  const Refactoring& fixed = rebasing.refactoring;
  Json json = {{"problem", rebasing.problem}, {"files", Json::array()}};
  for (const FixedFile& file : fixed.files) json["files"].push_back(file_json(file, request.unit, &response));
  json["patch"] = response.part(fixed.patch);
  json["additions"] = additions_json(rebasing.analysis, fixed);
  json["notes"] = fixed.notes;
  json["verify"] = steps_json(rebasing.analysis, fixed);
  json["remaining"] = remaining_json(rebasing.analysis, fixed, request.unit);
  return json;
}

template <bool kComplete>
std::string refactor_response(const Request& request) {
  const Analysis analysis = analyze(request.workspace);
  if (!analysis.refusal.empty()) return refusal_response(analysis);
  const Refactoring refactoring = refactor(request.workspace, analysis, request.choices);
  Response response;
  Json files = Json::array();
  for (const FixedFile& file : refactoring.files) files.push_back(file_json(file, request.unit, &response));
  Json outcomes = Json::array();
  for (const FixOutcome& outcome : refactoring.outcomes) {
    if (outcome.diagnostic >= listed(analysis)) continue;
    outcomes.push_back(
        {{"diagnostic", outcome.diagnostic}, {"fix", outcome.fix}, {"status", to_string(outcome.status)}});
    if (!outcome.reason.empty()) outcomes.back()["reason"] = outcome.reason;
  }
  Json json = {{"files", std::move(files)}, {"patch", response.part(refactoring.patch)}};
  json["outcomes"] = std::move(outcomes);
  json["additions"] = additions_json(analysis, refactoring);
  json["notes"] = refactoring.notes;
  json["verify"] = steps_json(analysis, refactoring);
  json["replay"] = replay_json(request.workspace, analysis, refactoring);
  json["remaining"] = remaining_json(analysis, refactoring, request.unit);
  json["left"] = report::totals_json(refactoring.left);
  json["applied"] = refactoring.applied;
  if constexpr (kComplete) {
    if (!request.into.empty()) json["rebased"] = rebased_json(request, analysis, refactoring, response);
  }
  return response.finish("refactoring", std::move(json));
}

Json leaks_json(const redaction::Redaction& redaction, Unit unit) {
  Json list = Json::array();
  for (size_t i = 0; i < redaction.texts.size(); ++i) {
    const std::vector<redaction::Leak> leaks = redaction::find_leaks(redaction.texts[i], redaction.vault);
    if (leaks.empty()) continue;
    const TextPositions text(redaction.texts[i], unit);
    for (const redaction::Leak& leak : leaks) {
      Json json = {{"document", i}, {"entry", leak.entry}};
      json.update(span_json(leak.span, text));
      json["encoding"] = leak.encoding;
      list.push_back(std::move(json));
    }
  }
  return list;
}

}  // namespace

Json redaction_json(const Request& request, const redaction::Redaction& redaction, Response& response) {
  Json documents = Json::array();
  std::vector<Positions::Text> originals;
  std::vector<Positions::Text> redacted_texts;
  for (size_t i = 0; i < redaction.texts.size(); ++i) {
    const Document& document = request.workspace.documents[i];
    documents.push_back({{"name", document.name}, {"text", response.part(redaction.texts[i])}});
    originals.push_back({i, document.name, document.text});
    redacted_texts.push_back({i, document.name, redaction.texts[i]});
  }
  Positions original(std::move(originals), request.unit);
  Positions redacted(std::move(redacted_texts), request.unit);
  Json findings = Json::array();
  for (const redaction::Finding& finding : redaction.findings) {
    findings.push_back({{"class", redaction::to_string(finding.secret_class)},
                        {"place", report::place_json({finding.document, finding.span}, &original)},
                        {"redacted", span_json(finding.redacted, redacted.in(finding.document))},
                        {"entry", finding.entry}});
  }
  Json vault = Json::array();
  for (const redaction::VaultEntry& entry : redaction.vault.entries) {
    Json item = {{"placeholder", entry.placeholder},
                 {"class", redaction::to_string(entry.secret_class)},
                 {"original", response.part(entry.original)}};
    if (!entry.prefixes.empty()) item["prefixes"] = entry.prefixes;
    vault.push_back(std::move(item));
  }
  return {{"documents", std::move(documents)},
          {"findings", std::move(findings)},
          {"vault", std::move(vault)},
          {"suggested_words", redaction.suggested_words},
          {"leaks", leaks_json(redaction, request.unit)}};
}

namespace {

std::string redact_response(const Request& request) {
  const redaction::Redaction redaction = redact(request.workspace, request.policy);
  if (!redaction.refusal.empty()) return error_response("refused_input", redaction.refusal);
  Response response;
  Json json = redaction_json(request, redaction, response);
  return response.finish("redaction", std::move(json));
}

std::string restore_response(const Request& request) {
  const redaction::Restoration restoration = redaction::restore(request.text, request.vault);
  Response response;
  const TextPositions text(restoration.text, request.unit);
  Json unknown = Json::array();
  for (const redaction::UnknownPlaceholder& one : restoration.unknown) {
    Json json = span_json(one.span, text);
    json["doubt"] = redaction::to_string(one.doubt);
    unknown.push_back(std::move(json));
  }
  const size_t part = response.part(restoration.text);
  return response.finish("restoration", {{"text", part},
                                         {"replaced", restoration.replaced},
                                         {"mended", restoration.mended},
                                         {"unknown", std::move(unknown)}});
}

std::string analyze_response(const Request& request) {
  const Analysis analysis = analyze(request.workspace);
  if (!analysis.refusal.empty()) return refusal_response(analysis);
  return Response().finish("analysis", report::analysis_json(request.workspace, analysis, request.unit));
}

// `kComplete`: false leaves the code of every other call out of the program.
template <bool kComplete>
std::string answer(std::string_view message) {
  const std::optional<Parts> parts = decode(message);
  if (!parts) return error_response("bad_request", "the message's lengths do not add up");
  RequestError error;
  const std::optional<Request> request = read_request(*parts, &error);
  if (!request) return error_response(error.code, error.message);
  if (request->call == Call::analyze) return analyze_response(*request);
  if (request->call == Call::refactor) return refactor_response<kComplete>(*request);
  if (request->call == Call::rules) return Response().finish("rules", report::rules_json());
  if constexpr (kComplete) {
    if (request->call == Call::redact) return redact_response(*request);
    if (request->call == Call::restore) return restore_response(*request);
    if (request->call == Call::prompt) return prompt_response(*request);
    if (request->call == Call::review) return review_response(*request);
    if (request->call == Call::gate) return gate_response(*request);
  }
  return error_response("bad_request",
                        "this module analyses and refactors only; the complete one can do this");
}

}  // namespace

std::string handle(std::string_view message) { return answer<true>(message); }

std::string handle_analysis(std::string_view message) { return answer<false>(message); }

}  // namespace stackengine::protocol
