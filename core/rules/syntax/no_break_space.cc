#include <algorithm>
#include <string>
#include <utility>

#include "nginx/statement_verdicts.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

using nginx::SyntaxErrorKind;

// Replaces each copied character in `span`.
std::vector<Edit> edits_of(const ConfigFile& file, Span span) {
  std::vector<Edit> edits;
  const std::string_view text = file.config.text();
  for (uint32_t i = span.start; i < span.end;) {
    const uint32_t blank = nginx::unicode_blank(text, i);
    const uint32_t length = blank != 0 ? blank : nginx::invisible(text, i);
    if (length != 0) edits.push_back({{file.source, {i, i + length}}, blank != 0 ? " " : ""});
    i += std::max(length, 1u);
  }
  return edits;
}

Diagnostic diagnose(const ConfigFile& file, const nginx::SyntaxError& error,
                    const nginx::NginxVerdict& verdict) {
  const std::string_view text = file.config.text();
  std::vector<Edit> edits = edits_of(file, error.span);
  Diagnostic diagnostic;
  diagnostic.rule = kNoBreakSpace.id;
  diagnostic.severity = verdict.refused ? Severity::error : Severity::warning;
  diagnostic.place = {file.source, error.span};
  diagnostic.nginx_message = verdict.message;
  const std::string name = nginx::character_name(edits.front().place.span.in(text));
  const std::string more = edits.size() > 1 ? " and " + std::to_string(edits.size() - 1) + " more" : "";
  const bool within = error.kind != SyntaxErrorKind::copied_blank;
  diagnostic.message = name + more + (edits.size() > 1 ? " appear " : " appears ") +
                       (within ? "inside a word" : "where a space belongs");
  diagnostic.why =
      "nginx separates words only at spaces, tabs and line ends, and reads this character as part of a word";
  if (error.kind == SyntaxErrorKind::blank_in_word) {
    diagnostic.help = "quote the value if the character is intended; otherwise retype it";
    return diagnostic;
  }
  diagnostic.help = "retype it, or apply the fix; such characters come from copied text";
  diagnostic.fixes.push_back({within ? "remove invisible characters" : "write ordinary spaces",
                              Applicability::safe, "", std::move(edits)});
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    nginx::StatementVerdicts verdicts(file.config);
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != SyntaxErrorKind::copied_blank && error.kind != SyntaxErrorKind::blank_in_word &&
          error.kind != SyntaxErrorKind::invisible_in_word) {
        continue;
      }
      if (!diagnostics->admit()) continue;
      diagnostics->add(diagnose(file, error, verdicts.of(error.statement)));
    }
  }
}

}  // namespace

const Rule kNoBreakSpace = {"no-break-space", Severity::error,
                            "a character that only looks like a space, or an invisible one", check};

}  // namespace stackengine::rules
