#include <string>
#include <utility>

#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::unterminated_quote || !diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kUnterminatedQuote.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, {error.span.start, error.at}};
      diagnostic.message =
          std::string("the value that begins with this `") + error.quote + "` has no closing quote";
      diagnostic.why = "nginx reads past the end of the line, up to the next such quote";
      diagnostic.help = "close the quote where the value ends";
      // A quote after a backslash would not close the value.
      if (file.config.text()[error.at - 1] != '\\') {
        diagnostic.fixes.push_back({"close the quote at the end of the line",
                                    Applicability::unsafe,
                                    "the value ends with the line",
                                    {{{file.source, {error.at, error.at}}, std::string(1, error.quote)}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kUnterminatedQuote = {"unterminated-quote", Severity::error,
                                 "a quoted value without a closing quote", check};

}  // namespace stackengine::rules
