#include "rules/syntax/text_after_quote.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a quoted value that something follows without a blank.

## Why is this bad
After a closing quote nginx takes only a blank, `;`, `{` or `)`, and refuses anything else with `unexpected "x"`. Unlike in a
shell, quoted and plain parts do not join.

## Example
```nginx
location / {
    add_header X-Name "a"b;
    return 204;
}
```
Use instead:
```nginx
location / {
    add_header X-Name "ab";
    return 204;
}
```

## Fix safety
No fix is offered: whether the parts belong together or are two values is not to be seen.

## References
- ngx_conf_file.c, ngx_conf_read_token(), `need_space`
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::text_after_quote || !diagnostics->admit()) continue;
      const std::string_view rest = error.span.in(file.config.text());
      Diagnostic diagnostic;
      diagnostic.rule = kTextAfterQuote.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = quoted(rest) + " follows a closing quote without a blank";
      diagnostic.why = "after a closing quote nginx takes only a blank, `;`, `{` or `)`";
      diagnostic.help = "put the whole value into the quotes, or a blank before it";
      diagnostic.nginx_message = "unexpected \"" + std::string(rest.substr(0, 1)) + "\"";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kTextAfterQuote = {"text-after-quote", "syntax",
                              Severity::error,    "text directly after a closing quote",
                              kDocumentation,     check};

}  // namespace stackengine::rules
