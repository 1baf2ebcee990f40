#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/statement_verdicts.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

using nginx::SyntaxErrorKind;

// The straight quote that nothing inside would close; 0 when there is none.
char usable_quote(const nginx::SyntaxError& error, std::string_view inside) {
  const char other = error.quote == '"' ? '\'' : '"';
  if (inside.find(error.quote) == std::string_view::npos) return error.quote;
  return inside.find(other) == std::string_view::npos ? other : '\0';
}

void add_fix(const ConfigFile& file, const nginx::SyntaxError& error, Diagnostic* diagnostic) {
  const std::string_view text = file.config.text();
  const auto size = [&](char c) { return c == error.quote ? 1u : 3u; };
  const Span opening = {error.span.start, error.span.start + size(text[error.span.start])};
  const Span closing = {error.span.end - size(text[error.span.end - 1]), error.span.end};
  const char quote = usable_quote(error, Span{opening.end, closing.start}.in(text));
  if (quote == 0) return;
  std::vector<Edit> edits;
  for (const Span& span : {opening, closing}) {
    if (span.in(text) != std::string_view(&quote, 1)) {
      edits.push_back({{file.source, span}, std::string(1, quote)});
    }
  }
  diagnostic->fixes.push_back({"write straight quotes", Applicability::safe, "", std::move(edits)});
}

Diagnostic diagnose(const ConfigFile& file, const nginx::SyntaxError& error,
                    const nginx::NginxVerdict& verdict) {
  const std::string_view word = error.span.in(file.config.text());
  const bool stray = error.kind == SyntaxErrorKind::stray_smart_quote;
  Diagnostic diagnostic;
  diagnostic.rule = kSmartQuote.id;
  diagnostic.severity = verdict.refused ? Severity::error : Severity::warning;
  diagnostic.place = {file.source, error.span};
  diagnostic.nginx_message = verdict.message;
  diagnostic.message = stray ? nginx::character_name(word) + " appears at one end of a value"
                             : quoted(word) + " is in typographic quotes";
  diagnostic.why = "only `\"` and `'` are quotes in nginx; it reads any other as part of the value";
  diagnostic.help = stray ? "if it is meant as a quote, write `\"` or `'` at both ends"
                          : std::string("write `") + error.quote + "`";
  if (!stray) add_fix(file, error, &diagnostic);
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    nginx::StatementVerdicts verdicts(file.config);
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != SyntaxErrorKind::smart_quotes && error.kind != SyntaxErrorKind::stray_smart_quote) {
        continue;
      }
      if (!diagnostics->admit()) continue;
      diagnostics->add(diagnose(file, error, verdicts.of(error.statement)));
    }
  }
}

}  // namespace

const Rule kSmartQuote = {"smart-quote", Severity::error, "typographic quotes in place of straight ones",
                          check};

}  // namespace stackengine::rules
