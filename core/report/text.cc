#include "report/text.h"

#include <algorithm>
#include <string_view>

#include "report/positions.h"

namespace stackengine::report {
namespace {

constexpr size_t kMaxMessage = 300;
constexpr uint32_t kMaxLineBytes = 160;  // shown of a source line

void append_head(const Place& place, std::string_view label, std::string_view message, Positions* positions,
                 std::string* out) {
  const Positions::Located located = positions->locate(place);
  const LineColumn at = located.text.line_column(located.span.start);
  append_printable(located.name, out);
  *out += ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
  out->append(label).append(": ");
  append_printable(message, out);
}

// The source line with a caret line below. A long line starts just before the place.
void append_source(const Place& place, Positions* positions, std::string* out) {
  const Positions::Located located = positions->locate(place);
  const TextPositions& text = located.text;
  const Span line = text.lines().line(text.line_column(located.span.start).line, text.text());
  const uint32_t start = std::min(located.span.start, line.end);
  const uint32_t from = start - line.start > kMaxLineBytes / 2 ? start - kMaxLineBytes / 2 : line.start;
  const uint32_t to = std::min(line.end, from + kMaxLineBytes);
  *out += "    ";
  append_printable(Span{from, to}.in(text.text()), out);
  *out += "\n    " + std::string(start - from, ' ') + "^";
  const uint32_t end = std::min(located.span.end, to);
  if (end > start + 1) out->append(end - start - 1, '~');
  *out += '\n';
}

void append_note(std::string_view label, std::string_view message, std::string* out) {
  out->append("    ").append(label).append(": ");
  append_printable(message, out);
  *out += '\n';
}

void append_diagnostic(const Diagnostic& diagnostic, Positions* positions, std::string* out) {
  append_head(diagnostic.place, to_string(diagnostic.severity), diagnostic.message, positions, out);
  *out += " [" + diagnostic.rule + "]\n";
  append_source(diagnostic.place, positions, out);
  const Positions::InFile file = positions->in_file(diagnostic.place);
  if (file.name != nullptr) append_note("in", *file.name + ":" + std::to_string(file.at.line), out);
  append_note("why", diagnostic.why, out);
  if (!diagnostic.nginx_message.empty()) append_note("nginx says", diagnostic.nginx_message, out);
  for (const Evidence& evidence : diagnostic.evidence) {
    if (evidence.has_place) {
      *out += "    ";
      append_head(evidence.place, "evidence", evidence.text, positions, out);
      *out += '\n';
    } else {
      append_note("evidence", evidence.text, out);
    }
  }
  for (const RelatedPlace& related : diagnostic.related) {
    *out += "    ";
    append_head(related.place, "note", related.message, positions, out);
    *out += '\n';
  }
  append_note("help", diagnostic.help, out);
  for (const Fix& fix : diagnostic.fixes) {
    std::string text = fix.title + " (" + std::string(to_string(fix.applicability));
    if (!fix.assumption.empty()) text += ": if " + fix.assumption;
    append_note("fix", text + ")", out);
    for (const std::string& reason : fix.reasons) append_note("  also", reason, out);
  }
}

std::string counted(size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

void append_printable(std::string_view text, std::string* out) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    *out += byte < 0x20 || byte == 0x7F ? (c == '\t' ? ' ' : '?') : c;
  }
}

std::string totals_text(const Totals& totals) {
  std::string out;
  const auto add = [&](size_t count, const std::string& noun) {
    if (count > 0) out += (out.empty() ? "" : ", ") + counted(count, noun);
  };
  add(totals.errors, "error");
  add(totals.warnings, "warning");
  add(totals.infos, "note");
  return out;
}

std::string questions_text(const Analysis& analysis) {
  std::string out;
  for (const Backend& backend : analysis.backends) {
    if (!backend.question) continue;
    append_printable("question: what does " + backend.name + " speak? Answer with `--backend " +
                         backend.name + "=PROTOCOL`:",
                     &out);
    out += '\n';
    for (const Option& option : backend.options) {
      append_note("if " + std::string(to_string(option.protocol)), option.change, &out);
    }
    for (const Probe& probe : probes(backend)) {
      append_note(std::string(to_string(probe.protocol)) + " if this succeeds", probe.command, &out);
    }
  }
  return out;
}

namespace {

// The errors of the log that no finding explains, so that "no findings" does not look like an answer.
std::string unexplained_text(const Analysis& analysis, Positions* positions) {
  constexpr size_t kMostShown = 10;
  std::string out;
  size_t shown = 0;
  size_t more = 0;
  for (const LogReport& report : analysis.log) {
    if (!report.unexplained || report.like) continue;
    if (shown == kMostShown) {
      ++more;
      continue;
    }
    ++shown;
    const std::string_view message = report.entry.message.in(analysis.sources[report.source].text);
    append_head({report.source, report.entry.span}, "not explained", message.substr(0, kMaxMessage),
                positions, &out);
    out += '\n';
    if (!report.what.empty()) append_note("what", report.what, &out);
    for (const error_log::Cause& cause : report.causes.list) append_note("possible cause", cause.text, &out);
  }
  if (more > 0) out += "and " + counted(more, "more line") + " of the log; use `explain` to see them\n";
  return out;
}

}  // namespace

std::string to_text(const Workspace& workspace, const Analysis& analysis) {
  Positions positions(workspace.documents, analysis.sources, Unit::utf8);
  std::string out;
  for (size_t i = 0; i < listed(analysis); ++i) {
    append_diagnostic(analysis.diagnostics[i], &positions, &out);
    out += '\n';
  }
  for (const kubernetes::RouteReport& route : analysis.routes) {
    append_printable("route: " + kubernetes::one_line(route), &out);
    out += '\n';
  }
  if (!analysis.routes.empty()) out += '\n';
  const std::string questions = questions_text(analysis);
  if (!questions.empty()) out += questions + '\n';
  const std::string unexplained = unexplained_text(analysis, &positions);
  if (!unexplained.empty()) out += unexplained + '\n';
  const Totals all = totals(analysis);
  const Totals more = not_listed(analysis);
  if (all.findings() == 0) {
    out += unexplained.empty() ? "no findings" : "no findings that explain the log";
  } else {
    out += counted(all.errors, "error") + ", " + counted(all.warnings, "warning");
  }
  if (more.all() > 0) out += "; not listed: " + totals_text(more);
  return out + '\n';
}

}  // namespace stackengine::report
