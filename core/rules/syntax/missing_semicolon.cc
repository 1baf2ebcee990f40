#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

std::string_view first_word(std::string_view text, Span span) {
  const std::string_view directive = span.in(text);
  return directive.substr(0, directive.find_first_of(" \t\r\n"));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::SyntaxError& error : config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::missing_semicolon || !diagnostics->admit()) continue;
      const std::string name(first_word(config.text(), error.span));
      Diagnostic diagnostic;
      diagnostic.rule = kMissingSemicolon.id;
      diagnostic.severity = error.accepted ? Severity::warning : Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = quoted(name) + " does not end with `;`";
      diagnostic.why = error.accepted
                           ? "nginx reads the next line as part of this one, and reports no error"
                           : "nginx reads what follows as more arguments, and its error names a later line";
      diagnostic.help = "add `;` at the end of this directive";
      if (!nginx::is_escaped(config.text(), error.at)) {
        diagnostic.fixes.push_back({"add the missing `;`",
                                    error.certain ? Applicability::safe : Applicability::unsafe,
                                    error.certain ? "" : "the directive ends here",
                                    {{{file.source, {error.at, error.at}}, ";"}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kMissingSemicolon = {"missing-semicolon", Severity::error,
                                "a directive that does not end with `;`", check};

}  // namespace stackengine::rules
