#include "report/explain.h"

#include <string_view>
#include <vector>

#include "report/positions.h"
#include "report/text.h"

namespace stackengine::report {
namespace {

constexpr size_t kMaxShown = 300;  // bytes of a message or a field

void append_line(std::string_view indent, std::string_view label, std::string_view text, std::string* out) {
  out->append(indent).append(label);
  append_printable(text.substr(0, kMaxShown), out);
  if (text.size() > kMaxShown) *out += "\xE2\x80\xA6";
  *out += '\n';
}

void append_causes(const error_log::Causes& causes, std::string* out) {
  size_t number = 0;
  for (const error_log::Cause& cause : causes.list) {
    ++number;
    *out += "  " + std::to_string(number) + ". ";
    if (number == 1 && causes.certain) *out += "certain: ";
    append_line("", "", std::string(cause.text) + " [" + std::string(cause.id) + "]", out);
    append_line("     ", "why: ", cause.why, out);
    if (!(number == 1 && causes.certain)) append_line("     ", "decides: ", cause.decides, out);
    if (!cause.command.empty()) append_line("     ", "run: ", cause.command, out);
  }
}

void append_entry(const LogReport& report, size_t repeated, std::string_view text, Positions* positions,
                  std::string* out) {
  const Positions::Located located = positions->locate({report.source, report.entry.span});
  append_printable(located.name, out);
  *out += ":" + std::to_string(located.text.line_column(located.span.start).line) + ": ";
  append_line("", "", report.entry.message.in(text), out);
  if (report.entry.upstream) append_line("  ", "upstream: ", report.entry.upstream->span.in(text), out);
  if (!report.entry.action.empty()) append_line("  ", "while: ", report.entry.action, out);
  if (repeated > 0) {
    *out += "  " + std::to_string(repeated) + (repeated == 1 ? " more entry says" : " more entries say") +
            " the same\n";
  }
  if (report.what.empty()) {
    *out += "  not a known message about upstreams\n";
    return;
  }
  append_line("  ", "what: ", report.what, out);
  if (!report.meaning.empty()) append_line("  ", "means: ", report.meaning, out);
  append_causes(report.causes, out);
}

}  // namespace

std::string explain_text(const Workspace& workspace, const Analysis& analysis) {
  Positions positions(workspace.documents, analysis.sources, Unit::utf8);
  std::vector<size_t> repeated(analysis.log.size());
  for (const LogReport& report : analysis.log) {
    if (report.like) ++repeated[*report.like];
  }
  std::string out;
  for (size_t i = 0; i < analysis.log.size(); ++i) {
    const LogReport& report = analysis.log[i];
    if (report.like) continue;
    if (!out.empty()) out += '\n';
    append_entry(report, repeated[i], analysis.sources[report.source].text, &positions, &out);
  }
  const std::string questions = questions_text(analysis);
  if (!questions.empty() && !out.empty()) out += '\n' + questions;
  return out;
}

}  // namespace stackengine::report
