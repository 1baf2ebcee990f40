#include "report/sarif.h"

#include <string_view>

#include "report/json.h"
#include "report/positions.h"

namespace stackengine::report {
namespace {

std::string_view level(Severity severity) {
  return severity == Severity::info ? "note" : to_string(severity);
}

// A relative URI reference (RFC 3986): percent-encodes everything but unreserved bytes and `/`.
std::string uri(std::string_view name) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  if (name == "-") return "nginx.conf";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

Json artifact(const std::string& name) { return {{"uri", uri(name)}}; }

Json region(Span span, const TextPositions& text) {
  const LineColumn start = text.line_column(span.start);
  const LineColumn end = text.line_column(span.end);
  const auto column = [&](uint32_t offset, LineColumn at) {
    return text.offset(offset) - text.offset(offset - (at.column - 1)) + 1;
  };
  return {{"startLine", start.line},  {"startColumn", column(span.start, start)},
          {"endLine", end.line},      {"endColumn", column(span.end, end)},
          {"byteOffset", span.start}, {"byteLength", span.size()}};
}

Json location(const Place& place, Positions* positions) {
  const Positions::Located located = positions->locate(place);
  return {{"physicalLocation",
           {{"artifactLocation", artifact(located.name)}, {"region", region(located.span, located.text)}}}};
}

Json fixes(const std::vector<Fix>& alternatives, Positions* positions) {
  Json list = Json::array();
  for (const Fix& fix : alternatives) {
    Json changes = Json::array();
    for (const Edit& edit : fix.edits) {
      const Positions::Located located = positions->locate(edit.place);
      changes.push_back(
          {{"artifactLocation", artifact(located.name)},
           {"replacements",
            {{{"deletedRegion", {{"byteOffset", located.span.start}, {"byteLength", located.span.size()}}},
              {"insertedContent", {{"text", edit.text}}}}}}});
    }
    const std::string description =
        fix.assumption.empty() ? fix.title : fix.title + " (if " + fix.assumption + ")";
    list.push_back({{"description", {{"text", description}}}, {"artifactChanges", std::move(changes)}});
  }
  return list;
}

Json result(const Diagnostic& diagnostic, Positions* positions) {
  Json json = {{"ruleId", diagnostic.rule},
               {"level", level(diagnostic.severity)},
               {"message", {{"text", diagnostic.message + ". " + diagnostic.why + ". " + diagnostic.help}}},
               {"locations", Json::array({location(diagnostic.place, positions)})}};
  Json related = Json::array();
  for (const RelatedPlace& one : diagnostic.related) {
    Json place = location(one.place, positions);
    place["message"] = {{"text", one.message}};
    related.push_back(std::move(place));
  }
  if (!related.empty()) json["relatedLocations"] = std::move(related);
  if (!diagnostic.fixes.empty()) json["fixes"] = fixes(diagnostic.fixes, positions);
  return json;
}

Json rule_descriptors() {
  Json list = Json::array();
  for (const rules::Rule* rule : rules::all_rules()) {
    list.push_back({{"id", rule->id},
                    {"shortDescription", {{"text", rule->summary}}},
                    {"help", {{"text", rules::page_of(*rule)}, {"markdown", rules::page_of(*rule)}}},
                    {"defaultConfiguration", {{"level", level(rule->severity)}}}});
  }
  return list;
}

}  // namespace

std::string to_sarif(const Workspace& workspace, const Analysis& analysis) {
  Positions positions(workspace.documents, analysis.sources, Unit::utf16);
  Json results = Json::array();
  for (size_t i = 0; i < listed(analysis); ++i)
    results.push_back(result(analysis.diagnostics[i], &positions));
  Json run = {{"tool", {{"driver", {{"name", "stackengine"}, {"rules", rule_descriptors()}}}}},
              {"columnKind", "utf16CodeUnits"},
              {"results", std::move(results)},
              // `results` may have only the most severe ones.
              {"properties", {{"totals", totals_json(totals(analysis))}}}};
  const Json log = {
      {"$schema",
       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({std::move(run)})}};
  return dump(log, 2) + "\n";
}

}  // namespace stackengine::report
