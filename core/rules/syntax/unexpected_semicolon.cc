#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::unexpected_semicolon || !diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kUnexpectedSemicolon.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = "this `;` ends no directive";
      diagnostic.why = "nginx refuses the configuration here";
      diagnostic.help = "remove it";
      diagnostic.nginx_message = "unexpected \";\"";
      diagnostic.fixes.push_back({"remove the surplus `;`",
                                  Applicability::safe,
                                  "",
                                  {nginx::remove_span(file.config, file.source, error.span)}});
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kUnexpectedSemicolon = {"unexpected-semicolon", Severity::error,
                                   "a `;` without a directive before it", check};

}  // namespace stackengine::rules
