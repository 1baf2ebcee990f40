#include "rules/syntax/unterminated_quote.h"

#include <string>
#include <utility>

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a value that begins with a quote and does not end with one.

## Why is this bad
nginx reads the value on over the following lines, up to the next such quote or the end of the file, and complains there, if at all.

## Example
```nginx
location / {
    proxy_set_header Host "example.com;
    proxy_pass http://127.0.0.1:8080;
}
```
Use instead:
```nginx
location / {
    proxy_set_header Host "example.com";
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Unsafe: the value most likely ends with its line, but that is a guess.

## References
- ngx_conf_file.c, ngx_conf_read_token(): quotes open at the start of an argument and may span lines
)";

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
      diagnostic.why = "nginx reads on over the line end, up to the next such quote";
      diagnostic.help = "close the quote where the value ends";
      // Behind a backslash the quote would not close anything.
      if (file.config.text()[error.at - 1] != '\\') {
        diagnostic.fixes.push_back({"close the quote at the end of the line",
                                    Applicability::unsafe,
                                    "the value ends with its line",
                                    {{{file.source, {error.at, error.at}}, std::string(1, error.quote)}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kUnterminatedQuote = {"unterminated-quote", "syntax",
                                 Severity::error,      "a quoted value without its closing quote",
                                 kDocumentation,       check};

}  // namespace stackengine::rules
