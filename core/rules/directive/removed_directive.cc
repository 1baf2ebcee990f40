#include "rules/directive/removed_directive.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/removed_directives.h"
#include "rules/directive/fault.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that the nginx of today does not have any more.

## Why is this bad
nginx refuses the configuration as a whole: `unknown directive`. Old articles are full of them.

## Example
```nginx
server {
    listen 8080;
    spdy_headers_comp 1;
}
```
Use instead:
```nginx
server {
    listen 8080;
}
```

## Fix safety
There is no fix: what takes its place is named where there is something.

## References
- directives_removed.json: names in nginx's source at each release, with the first and the last release that had them
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(
      subject, nginx::Problem::removed, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
        const std::string_view name = file.config.name(fault.directive);
        const nginx::RemovedDirective removed = nginx::removed_directive(name);
        Diagnostic diagnostic;
        diagnostic.rule = kRemovedDirective.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, name_of(file.config, fault.directive)};
        diagnostic.message = "nginx no longer has " + quoted(name);
        if (!removed.last.empty())
          diagnostic.message += ": " + std::string(removed.last) + " was the last release with it";
        diagnostic.why = "to a newer nginx it is an unknown name";
        diagnostic.help = removed.instead.empty() ? "remove it" : "use " + std::string(removed.instead);
        diagnostic.nginx_message = "unknown directive " + in_quotes(name);
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kRemovedDirective = {"removed-directive", "directive",
                                Severity::error,     "a directive that nginx no longer has",
                                kDocumentation,      check};

}  // namespace stackengine::rules
