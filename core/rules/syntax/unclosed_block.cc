#include "rules/syntax/unclosed_block.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a block whose closing `}` is missing. Where the indentation shows it, the block that lacks the brace is named, not the last one.

## Why is this bad
nginx refuses the configuration with `unexpected end of file, expecting "}"` and names the end of the file, however far that is from the place.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080;

server {
    listen 8081;
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
}

server {
    listen 8081;
}
```

## Fix safety
Unsafe: indentation tells where the brace most likely belongs, not where it was meant to be.

## References
- ngx_conf_file.c, ngx_conf_parse(): `unexpected end of file, expecting "}"`
)";

// More blocks than that are no mistake of a brace: nothing is offered then.
constexpr size_t kMaxBraces = 20;

// `errors`: the blocks that lack their brace at one place, the outermost first.
Diagnostic report(const ConfigFile& file, const nginx::SyntaxError* errors, size_t count) {
  const nginx::Config& config = file.config;
  const nginx::SyntaxError& innermost = errors[count - 1];
  Diagnostic diagnostic;
  diagnostic.rule = kUnclosedBlock.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, innermost.span};
  diagnostic.message = "block " + quoted(innermost.span.in(config.text())) + " is not closed";
  if (count > 1) diagnostic.message += ", nor " + std::to_string(count - 1) + " around it";
  diagnostic.why = "nginx looks for the `}` up to the end of the file and refuses the configuration";
  diagnostic.help = "add `}` where the block ends";
  diagnostic.nginx_message = "unexpected end of file, expecting \"}\"";
  if (count > kMaxBraces || nginx::is_escaped(config.text(), innermost.at)) return diagnostic;
  std::string braces;
  for (size_t i = count; i > 0; --i) {
    const Span header = errors[i - 1].span;
    if (i < count) diagnostic.related.push_back({{file.source, header}, "not closed either"});
    braces += nginx::new_line_like(config.text(), header.start) + "}";
  }
  const uint32_t at = nginx::behind_comment(config.text(), innermost.at);
  diagnostic.fixes.push_back({count == 1 ? "add the missing `}`" : "add the missing braces",
                              Applicability::unsafe,
                              "the block ends where its indentation ends",
                              {{{file.source, {at, at}}, braces}}});
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    // Blocks that lack their brace at the same place are one mistake: half a file was pasted.
    std::vector<nginx::SyntaxError> errors;
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind == nginx::SyntaxErrorKind::unclosed_block) errors.push_back(error);
    }
    for (size_t i = 0; i < errors.size();) {
      size_t last = i;
      while (last + 1 < errors.size() && errors[last + 1].at == errors[i].at) ++last;
      if (diagnostics->admit()) diagnostics->add(report(file, &errors[i], last - i + 1));
      i = last + 1;
    }
  }
}

}  // namespace

const Rule kUnclosedBlock = {"unclosed-block",          "syntax",       Severity::error,
                             "a block without its `}`", kDocumentation, check};

}  // namespace stackengine::rules
