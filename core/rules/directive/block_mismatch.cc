#include "rules/directive/block_mismatch.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/directive/fault.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that opens a block and is ended by `;`, and a simple directive that opens a block.

## Why is this bad
nginx refuses the configuration as a whole: `has no opening "{"`, or `is not terminated by ";"`.

## Example
```nginx
server {
    location /old;
}
```
Use instead:
```nginx
server {
    location /old { return 404; }
}
```

## Fix safety
There is no fix: what belongs into the block is not in the text.

## References
- ngx_conf_file.c, ngx_conf_handler()
)";

void report(const ConfigFile& file, const nginx::Fault& fault, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string_view name = config.name(fault.directive);
  const bool missing = fault.problem == nginx::Problem::block_expected;
  Diagnostic diagnostic;
  diagnostic.rule = kBlockMismatch.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, header_of(config, fault.directive)};
  diagnostic.message = missing ? quoted(name) + " opens a block, but `;` ends it"
                               : quoted(name) + " opens no block, but `{` follows it";
  diagnostic.why = missing ? "nginx looks for the `{` of its block" : "nginx looks for the `;` that ends it";
  diagnostic.help = missing ? "put what belongs to it between `{` and `}`"
                            : "end it with `;` and move what the braces hold";
  diagnostic.nginx_message = missing ? "directive " + in_quotes(name) + " has no opening \"{\""
                                     : "directive " + in_quotes(name) + " is not terminated by \";\"";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const nginx::Problem problem : {nginx::Problem::block_expected, nginx::Problem::block_unexpected}) {
    for_each_fault(subject, problem, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
      report(file, fault, diagnostics);
    });
  }
}

}  // namespace

const Rule kBlockMismatch = {"block-mismatch", "directive",
                             Severity::error,  "a block without `{`, or a `{` where `;` belongs",
                             kDocumentation,   check};

}  // namespace stackengine::rules
