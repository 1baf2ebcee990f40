#include "analysis/unexplained.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace stackengine {
namespace {

bool is_error(std::string_view level) {
  return level == "error" || level == "crit" || level == "alert" || level == "emerg";
}

}  // namespace

void mark_unexplained(Analysis* analysis) {
  if (analysis->log.empty()) return;
  std::set<std::pair<size_t, uint32_t>> places;  // of the entries that are evidence of findings
  std::set<std::string_view> told;
  std::vector<std::string_view> of_nginx;
  for (const Diagnostic& diagnostic : analysis->diagnostics) {
    if (diagnostic.severity == Severity::info) continue;
    if (!diagnostic.nginx_message.empty()) of_nginx.push_back(diagnostic.nginx_message);
    for (const Evidence& evidence : diagnostic.evidence) {
      if (evidence.kind != EvidenceKind::log_line) continue;
      told.insert(evidence.text);
      if (evidence.has_place) places.emplace(evidence.place.source, evidence.place.span.start);
    }
  }
  for (LogReport& report : analysis->log) {
    // An entry like an earlier one is treated the same. A paste may have lost the level.
    if (report.like) {
      report.unexplained = analysis->log[*report.like].unexplained;
      continue;
    }
    const std::string_view message = report.entry.message.in(analysis->sources[report.source].text);
    const bool said_by_nginx = std::any_of(of_nginx.begin(), of_nginx.end(), [&](std::string_view one) {
      const size_t word = one.find("] ");  // after `nginx: [emerg] `
      if (word != std::string_view::npos) one.remove_prefix(word + 2);
      return !message.empty() && one.substr(0, message.size()) == message;
    });
    const bool explained = said_by_nginx || places.count({report.source, report.entry.span.start}) > 0 ||
                           (!report.meaning.empty() && told.count(report.meaning) > 0);
    report.unexplained =
        !explained && (is_error(report.entry.level) || (report.entry.level.empty() && !report.what.empty()));
  }
}

}  // namespace stackengine
