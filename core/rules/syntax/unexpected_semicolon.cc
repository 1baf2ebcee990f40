#include "rules/syntax/unexpected_semicolon.h"

#include <string>
#include <utility>

#include "nginx/layout.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a `;` that ends nothing, for example a second one after a directive or one after a `}`.

## Why is this bad
nginx refuses the configuration with `unexpected ";"`.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080;;
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
}
```

## Fix safety
Safe: removing a `;` that ends nothing changes no directive.

## References
- ngx_conf_file.c, ngx_conf_read_token(): `unexpected ";"`
)";

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

const Rule kUnexpectedSemicolon = {"unexpected-semicolon", "syntax",
                                   Severity::error,        "a `;` before which no directive stands",
                                   kDocumentation,         check};

}  // namespace stackengine::rules
