#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

// Whether the block does not match a prefix of the request's path, which the path could replace.
bool has_no_prefix(const nginx::Config& config, nginx::DirectiveId block) {
  const std::string_view name = config.name(block);
  if (name == "if" || name == "limit_except") return true;
  if (name != "location" || config.tree().argument_count(block) == 0) return false;
  const std::string first = config.argument(block, 0);
  if (config.tree().argument_count(block) == 2) return first == "~" || first == "~*";
  return !first.empty() && (first[0] == '~' || first[0] == '@');
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (size_t f = 0; f < subject.files().size(); ++f) {
    const ConfigFile& file = subject.files()[f];
    for (const nginx::Pass& pass : file.config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || pass.variable || pass.uri.empty() || pass.uri == ":")
        continue;
      const nginx::DirectiveId block = file.config.directive(pass.directive).parent;
      if (block == nginx::kNoDirective || subject.statements().row(f, pass.directive) == nullptr) continue;
      if (!has_no_prefix(file.config, block) || !diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kProxyPassUri.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, pass.target_span};
      diagnostic.message = "`proxy_pass` must not have a path here, but has " + quoted(pass.uri);
      diagnostic.why =
          "the path replaces the part of the request that the location matches, and here no such part is known";
      diagnostic.help = "remove the path, or rewrite the request before passing it on";
      diagnostic.nginx_message =
          "\"proxy_pass\" cannot have URI part in location given by regular expression, or inside named location, or inside \"if\" statement, or inside \"limit_except\" block";
      if (pass.uri == "/") {
        const uint32_t end = pass.target_span.end;
        diagnostic.fixes.push_back({"remove the `/`",
                                    Applicability::unsafe,
                                    "the backend should get the request's own path",
                                    {{{file.source, {end - 1, end}}, ""}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kProxyPassUri = {"proxy-pass-uri", Severity::error,
                            "`proxy_pass` with a path where nginx accepts none", check};

}  // namespace stackengine::rules
