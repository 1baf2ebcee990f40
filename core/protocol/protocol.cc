#include "protocol/protocol.h"

#include <utility>
#include <vector>

#include "engine.h"
#include "protocol/message.h"
#include "protocol/request.h"
#include "report/json.h"

namespace stackengine::protocol {
namespace {

using report::Json;
using report::Positions;
using report::TextPositions;
using report::Unit;

// A response while it is put together: its JSON and the buffers that it refers to.
class Response {
 public:
  // The number by which the JSON refers to the buffer.
  size_t part(std::string bytes) {
    buffers_.push_back(std::move(bytes));
    return buffers_.size();
  }

  std::string finish(const char* key, Json value) {
    const std::string json = report::dump({{"api", 1}, {key, std::move(value)}});
    Parts parts = {json};
    parts.insert(parts.end(), buffers_.begin(), buffers_.end());
    return encode(parts);
  }

 private:
  std::vector<std::string> buffers_;
};

std::string error_response(const std::string& code, const std::string& message) {
  return Response().finish("error", {{"code", code}, {"message", message}});
}

std::string refusal_response(const Analysis& analysis) {
  return Response().finish(
      "error",
      {{"code", "refused_input"}, {"message", analysis.refusal}, {"document", analysis.refused_document}});
}

Json span_json(Span span, const TextPositions& text) {
  return {{"start", text.offset(span.start)}, {"end", text.offset(span.end)}};
}

Json changes_json(const FixedFile& file, Unit unit) {
  const TextPositions before(file.before, unit);
  const TextPositions after(file.after, unit);
  Json list = Json::array();
  for (const Change& change : file.changes) {
    list.push_back({{"before", span_json(change.before, before)},
                    {"after", span_json(change.after, after)},
                    {"before_line", change.before_line},
                    {"before_lines", change.before_lines},
                    {"after_line", change.after_line},
                    {"after_lines", change.after_lines}});
  }
  return list;
}

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

std::string refactor_response(const Request& request) {
  const Analysis analysis = analyze(request.workspace);
  if (!analysis.refusal.empty()) return refusal_response(analysis);
  const Refactoring refactoring = refactor(request.workspace, analysis, request.choices);
  Response response;
  Json files = Json::array();
  for (const FixedFile& file : refactoring.files) {
    const size_t before = response.part(file.before);
    const size_t after = response.part(file.after);
    files.push_back({{"document", file.document},
                     {"name", file.name},
                     {"before", before},
                     {"after", after},
                     {"changes", changes_json(file, request.unit)}});
  }
  Json outcomes = Json::array();
  for (const FixOutcome& outcome : refactoring.outcomes) {
    outcomes.push_back(
        {{"diagnostic", outcome.diagnostic}, {"fix", outcome.fix}, {"status", to_string(outcome.status)}});
  }
  Positions positions = positions_after(analysis, refactoring, request.unit);
  Json remaining = Json::array();
  for (const Diagnostic& diagnostic : refactoring.remaining) {
    remaining.push_back(report::diagnostic_json(diagnostic, &positions));
  }
  Json json = {{"files", std::move(files)}, {"patch", response.part(refactoring.patch)}};
  json["outcomes"] = std::move(outcomes);
  json["additions"] = additions_json(analysis, refactoring);
  json["notes"] = refactoring.notes;
  json["verify"] = Json::array();
  for (const Step& step : verification(analysis, refactoring)) {
    json["verify"].push_back({{"title", step.title}, {"command", step.command}});
  }
  json["remaining"] = std::move(remaining);
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

std::string redact_response(const Request& request) {
  const redaction::Redaction redaction = redact(request.workspace, request.policy);
  if (!redaction.refusal.empty()) return error_response("refused_input", redaction.refusal);
  Response response;
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
  Json leftovers = Json::array();
  for (const redaction::Leftover& leftover : redaction.leftovers) {
    leftovers.push_back({{"place", report::place_json({leftover.document, leftover.span}, &original)},
                         {"why", leftover.why}});
  }
  Json vault = Json::array();
  for (const redaction::VaultEntry& entry : redaction.vault.entries) {
    Json item = {{"placeholder", entry.placeholder},
                 {"class", redaction::to_string(entry.secret_class)},
                 {"original", response.part(entry.original)}};
    if (!entry.prefixes.empty()) item["prefixes"] = entry.prefixes;
    vault.push_back(std::move(item));
  }
  return response.finish("redaction", {{"documents", std::move(documents)},
                                       {"findings", std::move(findings)},
                                       {"vault", std::move(vault)},
                                       {"leftovers", std::move(leftovers)},
                                       {"suggested_words", redaction.suggested_words},
                                       {"leaks", leaks_json(redaction, request.unit)}});
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

}  // namespace

std::string handle(std::string_view message) {
  const std::optional<Parts> parts = decode(message);
  if (!parts) return error_response("bad_request", "the message's lengths do not add up");
  RequestError error;
  const std::optional<Request> request = read_request(*parts, &error);
  if (!request) return error_response(error.code, error.message);
  switch (request->call) {
    case Call::analyze:
      return analyze_response(*request);
    case Call::refactor:
      return refactor_response(*request);
    case Call::redact:
      return redact_response(*request);
    case Call::restore:
      return restore_response(*request);
    case Call::rules:
      break;
  }
  return Response().finish("rules", report::rules_json());
}

}  // namespace stackengine::protocol
