#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::text_after_quote || !diagnostics->admit()) continue;
      const std::string_view rest = error.span.in(file.config.text());
      Diagnostic diagnostic;
      diagnostic.rule = kTextAfterQuote.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = quoted(rest) + " follows a closing quote without a space";
      diagnostic.why = "after a closing quote, nginx accepts only white space, `;`, `{` or `)`";
      diagnostic.help = "put the whole value in quotes, or add a space after the closing quote";
      diagnostic.nginx_message = "unexpected \"" + std::string(rest.substr(0, 1)) + "\"";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kTextAfterQuote = {"text-after-quote", Severity::error, "text directly after a closing quote",
                              check};

}  // namespace stackengine::rules
