#include "report/json.h"

#include <string_view>

namespace stackengine::report {
namespace {

void put_place(const Place& place, Positions* positions, Object* object) {
  const Positions::Located located = positions->locate(place);
  const LineColumn at = located.text.line_column(located.span.start);
  object->add("document", located.document)
      .add("file", located.name)
      .add("start", located.text.offset(located.span.start))
      .add("end", located.text.offset(located.span.end))
      .add("line", at.line)
      .add("column", at.column);
  const Positions::InFile file = positions->in_file(place);
  if (file.name == nullptr) return;
  object->add(
      "in_file",
      Object(3).add("name", *file.name).add("line", file.at.line).add("column", file.at.column).take());
}

Json evidence_json(const std::vector<Evidence>& evidence, Positions* positions) {
  Json list = Json::array();
  for (const Evidence& one : evidence) {
    Object object(4);
    object.add("kind", to_string(one.kind)).add("strength", to_string(one.strength)).add("text", one.text);
    if (one.has_place) object.add("place", place_json(one.place, positions));
    list.push_back(object.take());
  }
  return list;
}

Json fix_json(const Fix& fix, Positions* positions) {
  Object object(6);
  object.add("title", fix.title).add("applicability", to_string(fix.applicability));
  if (!fix.assumption.empty()) object.add("assumption", fix.assumption);
  if (fix.assumes) {
    object.add("assumes", Object(2)
                              .add("backend", fix.assumes->backend)
                              .add("protocol", to_string(fix.assumes->protocol))
                              .take());
  }
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    const Positions::Located located = positions->locate(edit.place);
    edits.push_back(Object(4)
                        .add("document", located.document)
                        .add("start", located.text.offset(located.span.start))
                        .add("end", located.text.offset(located.span.end))
                        .add("text", edit.text)
                        .take());
  }
  object.add("edits", std::move(edits));
  if (!fix.reasons.empty()) object.add("reasons", fix.reasons);
  return object.take();
}

Json protocols_json(const std::vector<Protocol>& protocols) {
  Json list = Json::array();
  for (const Protocol protocol : protocols) list.push_back(to_string(protocol));
  return list;
}

Json backend_json(const Backend& backend, Positions* positions) {
  Json list = Json::array();
  for (Probe& probe : probes(backend)) {
    list.push_back(
        Object(2).add("protocol", to_string(probe.protocol)).add("command", std::move(probe.command)).take());
  }
  Json options = Json::array();
  for (const Option& option : backend.options) {
    options.push_back(
        Object(2).add("protocol", to_string(option.protocol)).add("change", option.change).take());
  }
  Object object(11);
  object.add("name", backend.name)
      .add("peers", backend.peers)
      .add("used", backend.used)
      .add("certainty", to_string(backend.certainty))
      .add("protocols", protocols_json(backend.protocols))
      .add("excluded", protocols_json(backend.excluded));
  if (!backend.foreign.empty()) object.add("foreign", backend.foreign);
  return object.add("evidence", evidence_json(backend.evidence, positions))
      .add("question", backend.question)
      .add("options", std::move(options))
      .add("probes", std::move(list))
      .take();
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
  return rule == nullptr ? std::string_view() : rules::group_of(*rule);
}

}  // namespace

Json totals_json(const Totals& totals) {
  return {{"errors", totals.errors}, {"warnings", totals.warnings}, {"infos", totals.infos}};
}

Json place_json(const Place& place, Positions* positions) {
  Object object;
  put_place(place, positions, &object);
  return object.take();
}

Json diagnostic_json(const Diagnostic& diagnostic, Positions* positions) {
  Object object(18);
  object.add("rule", diagnostic.rule)
      .add("group", group_of(diagnostic.rule))
      .add("severity", to_string(diagnostic.severity));
  put_place(diagnostic.place, positions, &object);
  object.add("message", diagnostic.message).add("why", diagnostic.why).add("help", diagnostic.help);
  if (!diagnostic.nginx_message.empty()) object.add("nginx_message", diagnostic.nginx_message);
  if (!diagnostic.backend.empty()) object.add("backend", diagnostic.backend);
  Json related = Json::array();
  for (const RelatedPlace& one : diagnostic.related) {
    related.push_back(
        Object(2).add("place", place_json(one.place, positions)).add("message", one.message).take());
  }
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(fix_json(fix, positions));
  object.add("related", std::move(related))
      .add("evidence", evidence_json(diagnostic.evidence, positions))
      .add("fixes", std::move(fixes));
  if (const auto index = default_fix(diagnostic.fixes)) object.add("default_fix", *index);
  return object.take();
}

namespace {

// Hands out the members of the schema's Analysis one by one: `write.member(key, value)`, and for a list
// `write.list(key, count, element)`, which calls `element(i)` once for each element, in order.
template <typename Write>
void write_members(const Workspace& workspace, const Analysis& analysis, Unit unit, Write write) {
  Positions positions(workspace.documents, analysis.sources, unit);
  const auto list = [&](const char* key, const auto& values, size_t count, const auto& to_json) {
    write.list(key, count, [&](size_t i) -> Json { return to_json(values[i]); });
  };
  write.member("nginx_version",
               analysis.nginx.version ? Json(nginx::to_string(*analysis.nginx.version)) : Json());
  write.member("nginx", build_json(analysis.nginx, &positions));
  if (!analysis.unrecognised.empty()) write.member("unrecognised", Json(analysis.unrecognised));
  list(
      "missing_includes", analysis.missing_includes, analysis.missing_includes.size(),
      [&](const MissingInclude& missing) {
        return Object(2).add("path", missing.path).add("place", place_json(missing.place, &positions)).take();
      });
  write.list("documents", analysis.pieces.size(), [&](size_t i) {
    return document_json(workspace.documents[i], analysis.pieces[i], positions.in(i));
  });
  list("backends", analysis.backends, analysis.backends.size(),
       [&](const Backend& backend) { return backend_json(backend, &positions); });
  list("routes", analysis.routes, analysis.routes.size(),
       [&](const kubernetes::RouteReport& route) { return route_json(route, &positions); });
  list("log", analysis.log, analysis.log.size(), [&](const LogReport& report) {
    return log_json(report, analysis.sources[report.source].text, &positions);
  });
  list("diagnostics", analysis.diagnostics, listed(analysis),
       [&](const Diagnostic& diagnostic) { return diagnostic_json(diagnostic, &positions); });
  write.member("diagnostics_omitted", Json(not_listed(analysis).all()));
  write.member("totals", totals_json(totals(analysis)));
}

class ObjectWriter {
 public:
  explicit ObjectWriter(Object* object) : object_(object) {}

  void member(const char* key, Json value) { object_->add(key, std::move(value)); }

  template <typename Element>
  void list(const char* key, size_t count, const Element& element) {
    Json json = Json::array();
    json.get_ref<Json::array_t&>().reserve(count);
    for (size_t i = 0; i < count; ++i) json.push_back(element(i));
    object_->add(key, std::move(json));
  }

 private:
  Object* object_;
};

// Writes each element before it makes the next: a long report is never whole in memory as JSON.
class TextWriter {
 public:
  explicit TextWriter(std::string* out) : out_(out) {}

  void member(const char* key, const Json& value) {
    begin(key);
    *out_ += dump(value);
  }

  template <typename Element>
  void list(const char* key, size_t count, const Element& element) {
    begin(key);
    *out_ += '[';
    for (size_t i = 0; i < count; ++i) out_->append(i == 0 ? "\n" : ",\n").append(dump(element(i)));
    *out_ += ']';
  }

 private:
  void begin(const char* key) { out_->append(",\n\"").append(key).append("\": "); }

  std::string* out_;
};

}  // namespace

Json analysis_json(const Workspace& workspace, const Analysis& analysis, Unit unit) {
  Object object(16);
  write_members(workspace, analysis, unit, ObjectWriter(&object));
  return object.take();
}

std::string analysis_text(const Workspace& workspace, const Analysis& analysis) {
  std::string out = "{\"api\": 1";
  write_members(workspace, analysis, Unit::utf8, TextWriter(&out));
  return out + "}\n";
}

Json rules_json() {
  Json list = Json::array();
  for (const rules::Rule* rule : rules::all_rules()) {
    list.push_back({{"id", rule->id},
                    {"group", rules::group_of(*rule)},
                    {"severity", to_string(rule->severity)},
                    {"summary", rule->summary},
                    {"documentation", rules::page_of(*rule)}});
  }
  return list;
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace stackengine::report
