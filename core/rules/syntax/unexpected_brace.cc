#include "rules/syntax/unexpected_brace.h"

#include <string>
#include <utility>

#include "nginx/layout.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a `}` that closes no block, and a `{` before which no directive stands.

## Why is this bad
nginx refuses the configuration with `unexpected "}"` or `unexpected "{"`. A stray `}` often ends a block too early, so what follows
stands in the wrong block.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080;
}
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
}
```

## Fix safety
Unsafe: the brace may be surplus, or an opening one is missing further up. A `{` without a directive has no fix.

## References
- ngx_conf_file.c, ngx_conf_parse(): `unexpected "}"`, ngx_conf_read_token(): `unexpected "{"`
)";

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
      diagnostic.message = closing ? "this `}` closes no block" : "no directive stands before this `{`";
      diagnostic.why = "nginx refuses the configuration here";
      diagnostic.help =
          closing ? "remove it, or add the `{` that it was meant to close" : "name the block before its `{`";
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

const Rule kUnexpectedBrace = {"unexpected-brace", "syntax",
                               Severity::error,    "a `{` or `}` that belongs to nothing",
                               kDocumentation,     check};

}  // namespace stackengine::rules
