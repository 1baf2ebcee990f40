#include "rules/directive/misplaced_directive.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that stands in a block where nginx does not take it, such as `proxy_pass` directly in `server`.

## Why is this bad
nginx refuses the configuration as a whole: `directive is not allowed here`. It does not say where the directive may stand; this rule does.

## Example
```nginx
server {
    listen 8080;
    proxy_pass http://127.0.0.1:8081;
}
```
Use instead:
```nginx
server {
    listen 8080;
    location / {
        proxy_pass http://127.0.0.1:8081;
    }
}
```

## Fix safety
There is no fix: which block was meant is not in the text. At the top of a fragment nothing is reported, because what stands around it is not
known, and neither is anything in a file whose braces do not match.

## References
- ngx_conf_file.c, ngx_conf_handler()
)";

// What the block that the directive stands in is called.
std::string where(const Subject& subject, const ConfigFile& file, const nginx::Fault& fault) {
  const nginx::DirectiveId parent = file.config.directive(fault.directive).parent;
  if (parent != nginx::kNoDirective) return "in " + quoted(file.config.name(parent));
  const std::string words = contexts_in_words(subject.contexts().of(fault.file, fault.directive));
  return words.rfind("the top", 0) == 0 ? "at " + words : "in " + words;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(subject, nginx::Problem::misplaced, diagnostics,
                 [&](const ConfigFile& file, const nginx::Fault& fault) {
                   const nginx::Config& config = file.config;
                   const std::string_view name = config.name(fault.directive);
                   uint32_t contexts = 0;
                   for (const nginx::DirectiveRow& row : nginx::find_directive(name)) {
                     if (row.status == nginx::Status::current) contexts |= row.contexts;
                   }
                   const nginx::DirectiveId parent = config.directive(fault.directive).parent;
                   Diagnostic diagnostic;
                   diagnostic.rule = kMisplacedDirective.id;
                   diagnostic.severity = Severity::error;
                   diagnostic.place = {file.source, name_of(config, fault.directive)};
                   diagnostic.message = quoted(name) + " may not stand " + where(subject, file, fault);
                   diagnostic.why = "nginx refuses a directive outside its blocks";
                   const std::string words = contexts_in_words(contexts);
                   if (!words.empty()) diagnostic.help = "it may stand in " + words;
                   diagnostic.nginx_message = in_quotes(name) + " directive is not allowed here";
                   if (parent != nginx::kNoDirective) {
                     diagnostic.related.push_back(
                         {{file.source, header_of(config, parent)}, "the block that it stands in"});
                   }
                   diagnostics->add(std::move(diagnostic));
                 });
}

}  // namespace

const Rule kMisplacedDirective = {"misplaced-directive", "directive",
                                  Severity::error,       "a directive in a block where it may not stand",
                                  kDocumentation,        check};

}  // namespace stackengine::rules
