#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::SyntaxError& error : file.config.errors()) {
      const bool closing = error.kind == nginx::SyntaxErrorKind::unexpected_close_brace;
      if (!closing && error.kind != nginx::SyntaxErrorKind::unexpected_open_brace) continue;
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kUnexpectedBrace.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = closing ? "this `}` closes no block" : "there is no directive before this `{`";
      diagnostic.why = "nginx refuses the configuration here";
      diagnostic.help = closing ? "remove it, or add the `{` that it was meant to close"
                                : "write the name of the block before `{`";
      diagnostic.nginx_message = closing ? "unexpected \"}\"" : "unexpected \"{\"";
      if (closing) {
        diagnostic.fixes.push_back({"remove the surplus `}`",
                                    Applicability::unsafe,
                                    "no `{` is missing further up",
                                    {nginx::remove_span(file.config, file.source, error.span)}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kUnexpectedBrace = {"unexpected-brace", Severity::error,
                               "a `{` without a directive, or a `}` without a block", check};

}  // namespace stackengine::rules
