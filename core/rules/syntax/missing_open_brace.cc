#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::SyntaxError& error : config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::missing_open_brace || !diagnostics->admit()) continue;
      const std::string_view header = error.span.in(config.text());
      Diagnostic diagnostic;
      diagnostic.rule = kMissingOpenBrace.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = "block " + quoted(header) + " has no opening `{`";
      diagnostic.why = "nginx reads what follows as more arguments, and its error names a later line";
      diagnostic.help = "add `{` at the end of this line";
      if (error.certain) {
        diagnostic.fixes.push_back(
            {"add the missing `{`", Applicability::safe, "", {{{file.source, {error.at, error.at}}, " {"}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kMissingOpenBrace = {"missing-open-brace", Severity::error, "a block without an opening `{`",
                                check};

}  // namespace stackengine::rules
