#include "rules/syntax/missing_semicolon.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that no `;` ends, and names the line where it is missing.

## Why is this bad
nginx reads on and takes the next line for more arguments, so its message names that line or the one after it.
The configuration is refused as a whole. Some directives take any number of words: then nginx notices nothing and the next
line just has no effect.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080
    keepalive 32;
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
    keepalive 32;
}
```

## Fix safety
Safe: a line that begins with a directive that may stand here, with a fitting number of arguments, begins a new directive; nginx accepts no
other reading.

## References
- ngx_conf_file.c, ngx_conf_read_token(): a directive ends at `;` or `{` only
)";

// The directive's name.
std::string_view first_word(std::string_view text, Span span) {
  const std::string_view directive = span.in(text);
  return directive.substr(0, directive.find_first_of(" \t\r\n"));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::SyntaxError& error : config.errors()) {
      if (error.kind != nginx::SyntaxErrorKind::missing_semicolon || !diagnostics->admit()) continue;
      const std::string name(first_word(config.text(), error.span));
      Diagnostic diagnostic;
      diagnostic.rule = kMissingSemicolon.id;
      diagnostic.severity = error.accepted ? Severity::warning : Severity::error;
      diagnostic.place = {file.source, error.span};
      diagnostic.message = quoted(name) + " is not ended by `;`";
      diagnostic.why = error.accepted ? "nginx takes the next line for more of this one, without a word"
                                      : "nginx takes what follows for more arguments, and names a later line";
      diagnostic.help = "add `;` at the end of this directive";
      if (!nginx::is_escaped(config.text(), error.at)) {
        diagnostic.fixes.push_back({"add the missing `;`",
                                    error.certain ? Applicability::safe : Applicability::unsafe,
                                    error.certain ? "" : "the directive ends here",
                                    {{{file.source, {error.at, error.at}}, ";"}}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kMissingSemicolon = {"missing-semicolon", "syntax",
                                Severity::error,     "a directive that is not ended by `;`",
                                kDocumentation,      check};

}  // namespace stackengine::rules
