#include "rules/syntax/missing_open_brace.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a block whose opening `{` is missing, and names the line where it belongs.

## Why is this bad
nginx takes the first directive of the block for more arguments and refuses the configuration, with a message about that line or
about a `}` much further down.

## Example
```nginx
location /api/
    proxy_pass http://127.0.0.1:8080;
}
```
Use instead:
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Safe, and only offered where the block's first directive follows: the directive can only be a block, its arguments are complete, and nginx accepts no other reading of the words.

## References
- ngx_conf_file.c, ngx_conf_handler(): `directive "location" has no opening "{"`
)";

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
      diagnostic.message = "no `{` opens the block " + quoted(header);
      diagnostic.why = "nginx takes what follows for more arguments, and names a later line";
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

const Rule kMissingOpenBrace = {"missing-open-brace",      "syntax",       Severity::error,
                                "a block without its `{`", kDocumentation, check};

}  // namespace stackengine::rules
