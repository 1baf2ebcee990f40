#include "rules/value/proxy_pass_uri.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass` with a path behind the host, where nothing says which part of the request it replaces: in a location given by a regular
expression or a name, in `if` and in `limit_except`.

## Why is this bad
nginx refuses the configuration as a whole: `"proxy_pass" cannot have URI part`. A single `/` is a path too.

## Example
```nginx
location ~ ^/api {
    proxy_pass http://127.0.0.1:8080/;
}
```
Use instead:
```nginx
location ~ ^/api {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Unsafe: without the path the backend gets the request's own path, which is what a single `/` mostly means. A longer path has no fix.

## References
- ngx_http_proxy_module.c, ngx_http_proxy_pass()
)";

// Whether no prefix of the request's path could be replaced in a location like that.
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
      diagnostic.message = "`proxy_pass` may have no path here, and has " + quoted(pass.uri);
      diagnostic.why =
          "the path replaces what the location matched, and nothing says which part of the request that is "
          "here";
      diagnostic.help = "remove the path, or rewrite the request before it is passed on";
      diagnostic.nginx_message =
          "\"proxy_pass\" cannot have URI part in location given by regular expression, or inside named "
          "location, or inside \"if\" statement, or inside \"limit_except\" block";
      if (pass.uri == "/") {
        const uint32_t end = pass.target_span.end;
        diagnostic.fixes.push_back({"remove the `/`",
                                    Applicability::unsafe,
                                    "the backend is to get the request's own path",
                                    {{{file.source, {end - 1, end}}, ""}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kProxyPassUri = {"proxy-pass-uri", "value",
                            Severity::error,  "`proxy_pass` with a path where nginx takes none",
                            kDocumentation,   check};

}  // namespace stackengine::rules
