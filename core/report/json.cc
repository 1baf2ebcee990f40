#include "report/json.h"

#include <string_view>

namespace stackengine::report {
namespace {

void put_place(const Place& place, Positions* positions, Json* json) {
  const Positions::Located located = positions->locate(place);
  const LineColumn at = located.text.line_column(located.span.start);
  (*json)["document"] = located.document;
  (*json)["file"] = located.name;
  (*json)["start"] = located.text.offset(located.span.start);
  (*json)["end"] = located.text.offset(located.span.end);
  (*json)["line"] = at.line;
  (*json)["column"] = at.column;
  const Positions::InFile file = positions->in_file(place);
  if (file.name == nullptr) return;
  (*json)["in_file"] = {{"name", *file.name}, {"line", file.at.line}, {"column", file.at.column}};
}

Json evidence_json(const std::vector<Evidence>& evidence, Positions* positions) {
  Json list = Json::array();
  for (const Evidence& one : evidence) {
    Json json = {{"kind", to_string(one.kind)}, {"strength", to_string(one.strength)}, {"text", one.text}};
    if (one.has_place) json["place"] = place_json(one.place, positions);
    list.push_back(std::move(json));
  }
  return list;
}

Json fix_json(const Fix& fix, Positions* positions) {
  Json json = {{"title", fix.title}, {"applicability", to_string(fix.applicability)}};
  if (!fix.assumption.empty()) json["assumption"] = fix.assumption;
  if (fix.assumes) {
    json["assumes"] = {{"backend", fix.assumes->backend}, {"protocol", to_string(fix.assumes->protocol)}};
  }
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    const Positions::Located located = positions->locate(edit.place);
    edits.push_back({{"document", located.document},
                     {"start", located.text.offset(located.span.start)},
                     {"end", located.text.offset(located.span.end)},
                     {"text", edit.text}});
  }
  json["edits"] = std::move(edits);
  if (!fix.reasons.empty()) json["reasons"] = fix.reasons;
  return json;
}

Json protocols_json(const std::vector<Protocol>& protocols) {
  Json list = Json::array();
  for (const Protocol protocol : protocols) list.push_back(to_string(protocol));
  return list;
}

Json backend_json(const Backend& backend, Positions* positions) {
  Json list = Json::array();
  for (const Probe& probe : probes(backend)) {
    list.push_back({{"protocol", to_string(probe.protocol)}, {"command", probe.command}});
  }
  Json options = Json::array();
  for (const Option& option : backend.options) {
    options.push_back({{"protocol", to_string(option.protocol)}, {"change", option.change}});
  }
  Json json = {{"name", backend.name},
               {"peers", backend.peers},
               {"used", backend.used},
               {"certainty", to_string(backend.certainty)},
               {"protocols", protocols_json(backend.protocols)},
               {"excluded", protocols_json(backend.excluded)}};
  if (!backend.foreign.empty()) json["foreign"] = backend.foreign;
  json["evidence"] = evidence_json(backend.evidence, positions);
  json["question"] = backend.question;
  json["options"] = std::move(options);
  json["probes"] = std::move(list);
  return json;
}

Json route_json(const kubernetes::RouteReport& route, Positions* positions) {
  Json json = {{"place", place_json(route.place, positions)},
               {"ingress", route.ingress},
               {"host", route.host},
               {"path", route.path},
               {"service", route.service},
               {"port", route.port},
               {"directive", route.directive},
               {"headers", route.headers}};
  if (!route.controller.empty()) json["controller"] = route.controller;
  if (route.container_port != 0) json["container_port"] = route.container_port;
  if (!route.version.empty()) json["version"] = route.version;
  return json;
}

Json log_json(const LogReport& report, std::string_view text, Positions* positions) {
  const error_log::Entry& entry = report.entry;
  Json json = {{"place", place_json({report.source, entry.span}, positions)},
               {"level", entry.level},
               {"message", entry.message.in(text)}};
  if (entry.upstream) json["upstream"] = entry.upstream->span.in(text);
  if (report.unexplained) json["unexplained"] = true;
  if (!report.meaning.empty()) json["meaning"] = report.meaning;
  if (report.what.empty()) return json;
  json["what"] = report.what;
  Json fields = Json::object();
  for (const LogField& field : report.fields) fields[std::string(field.name)] = field.value;
  json["fields"] = std::move(fields);
  if (report.like) {
    json["like"] = *report.like;
    return json;
  }
  json["certain"] = report.causes.certain;
  Json causes = Json::array();
  for (const error_log::Cause& cause : report.causes.list) {
    Json one = {{"cause", cause.id}, {"text", cause.text}, {"why", cause.why}, {"decides", cause.decides}};
    if (!cause.command.empty()) one["command"] = cause.command;
    causes.push_back(std::move(one));
  }
  json["causes"] = std::move(causes);
  return json;
}

Json document_json(const Document& document, const intake::Pieces& found, const TextPositions& text) {
  Json pieces = Json::array();
  for (const intake::Piece& piece : found) {
    pieces.push_back({{"kind", intake::to_string(piece.kind)},
                      {"start", text.offset(piece.span.start)},
                      {"end", text.offset(piece.span.end)}});
  }
  return {{"name", document.name}, {"pieces", std::move(pieces)}};
}

Json claim_json(const nginx::VersionClaim& claim, Positions* positions) {
  Json json = {{"version", nginx::to_string(claim.version)},
               {"exact", claim.exact},
               {"origin", nginx::to_string(claim.origin)}};
  const bool in_source = claim.origin != nginx::Origin::user && claim.origin != nginx::Origin::unknown &&
                         claim.text != static_cast<size_t>(-1);
  if (in_source) json["place"] = place_json({claim.text, claim.span}, positions);
  return json;
}

Json build_json(const nginx::BuildFacts& facts, Positions* positions) {
  Json json = {{"may_have_backports", facts.may_have_backports}};
  if (facts.version) json["claim"] = claim_json(facts.claim, positions);
  if (!facts.product.empty()) json["product"] = facts.product;
  if (!facts.distribution.empty()) json["distribution"] = facts.distribution;
  if (!facts.plus_release.empty()) json["plus_release"] = facts.plus_release;
  if (facts.arguments) json["arguments"] = *facts.arguments;
  json["conflicts"] = Json::array();
  for (const nginx::VersionConflict& conflict : facts.conflicts) {
    json["conflicts"].push_back(claim_json(conflict.other, positions));
  }
  return json;
}

std::string_view group_of(const std::string& rule_id) {
  const rules::Rule* rule = rules::find_rule(rule_id);
  return rule == nullptr ? std::string_view() : rule->group;
}

}  // namespace

Json totals_json(const Totals& totals) {
  return {{"errors", totals.errors}, {"warnings", totals.warnings}, {"infos", totals.infos}};
}

Json place_json(const Place& place, Positions* positions) {
  Json json;
  put_place(place, positions, &json);
  return json;
}

Json diagnostic_json(const Diagnostic& diagnostic, Positions* positions) {
  Json json = {{"rule", diagnostic.rule},
               {"group", group_of(diagnostic.rule)},
               {"severity", to_string(diagnostic.severity)}};
  put_place(diagnostic.place, positions, &json);
  json["message"] = diagnostic.message;
  json["why"] = diagnostic.why;
  json["help"] = diagnostic.help;
  if (!diagnostic.nginx_message.empty()) json["nginx_message"] = diagnostic.nginx_message;
  if (!diagnostic.backend.empty()) json["backend"] = diagnostic.backend;
  Json related = Json::array();
  for (const RelatedPlace& one : diagnostic.related) {
    related.push_back({{"place", place_json(one.place, positions)}, {"message", one.message}});
  }
  json["related"] = std::move(related);
  json["evidence"] = evidence_json(diagnostic.evidence, positions);
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(fix_json(fix, positions));
  json["fixes"] = std::move(fixes);
  if (const auto index = default_fix(diagnostic.fixes)) json["default_fix"] = *index;
  return json;
}

Json analysis_json(const Workspace& workspace, const Analysis& analysis, Unit unit) {
  Positions positions(workspace.documents, analysis.sources, unit);
  Json json;
  json["nginx_version"] =
      analysis.nginx.version ? Json(nginx::to_string(*analysis.nginx.version)) : Json(nullptr);
  json["nginx"] = build_json(analysis.nginx, &positions);
  if (!analysis.unrecognised.empty()) json["unrecognised"] = analysis.unrecognised;
  json["missing_includes"] = Json::array();
  for (const MissingInclude& missing : analysis.missing_includes) {
    json["missing_includes"].push_back(
        {{"path", missing.path}, {"place", place_json(missing.place, &positions)}});
  }
  json["documents"] = Json::array();
  for (size_t i = 0; i < analysis.pieces.size(); ++i) {
    json["documents"].push_back(document_json(workspace.documents[i], analysis.pieces[i], positions.in(i)));
  }
  json["backends"] = Json::array();
  for (const Backend& backend : analysis.backends)
    json["backends"].push_back(backend_json(backend, &positions));
  json["routes"] = Json::array();
  for (const kubernetes::RouteReport& route : analysis.routes)
    json["routes"].push_back(route_json(route, &positions));
  json["log"] = Json::array();
  for (const LogReport& report : analysis.log)
    json["log"].push_back(log_json(report, analysis.sources[report.source].text, &positions));
  json["diagnostics"] = Json::array();
  for (size_t i = 0; i < listed(analysis); ++i)
    json["diagnostics"].push_back(diagnostic_json(analysis.diagnostics[i], &positions));
  json["diagnostics_omitted"] = not_listed(analysis).all();
  json["totals"] = totals_json(totals(analysis));
  return json;
}

Json rules_json() {
  Json list = Json::array();
  for (const rules::Rule* rule : rules::all_rules()) {
    list.push_back({{"id", rule->id},
                    {"group", rule->group},
                    {"severity", to_string(rule->severity)},
                    {"summary", rule->summary},
                    {"documentation", rule->documentation.text}});
  }
  return list;
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stackengine::report
