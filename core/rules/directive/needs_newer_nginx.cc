#include "rules/directive/needs_newer_nginx.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that the nginx which you named does not have yet. Silent while the version is not known.

## Why is this bad
nginx refuses the configuration as a whole: to the older nginx it is an unknown name.

## Example
```nginx
# with nginx-version: 1.22.1
server {
    listen 8080 ssl;
    http2 on;
}
```
Use instead:
```nginx
# with nginx-version: 1.25.1
server {
    listen 8080 ssl;
    http2 on;
}
```

## Fix safety
There is no fix: upgrade nginx, or do without.

## References
- directives.jsonl: the first release tag whose source has the directive
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (!subject.nginx().version) return;
  const nginx::Version version = *subject.nginx().version;
  for_each_fault(
      subject, nginx::Problem::too_new, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
        const std::string_view name = file.config.name(fault.directive);
        const uint32_t contexts = subject.contexts().of(fault.file, fault.directive);
        nginx::Version since;
        bool elsewhere = false;  // this nginx has it, for another context
        for (const nginx::DirectiveRow& row : nginx::find_directive(name)) {
          if (row.status != nginx::Status::current) continue;
          if (version >= row.since) elsewhere = true;
          if ((row.contexts & contexts) != 0 && version < row.since) since = row.since;
        }
        Diagnostic diagnostic;
        diagnostic.rule = kNeedsNewerNginx.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, name_of(file.config, fault.directive)};
        diagnostic.message = quoted(name) + " needs nginx " + nginx::to_string(since) + " or later";
        diagnostic.why =
            "nginx " + nginx::to_string(version) + " does not know it" + (elsewhere ? " here" : "");
        diagnostic.help = "upgrade nginx, or remove the directive";
        diagnostic.nginx_message = elsewhere ? in_quotes(name) + " directive is not allowed here"
                                             : "unknown directive " + in_quotes(name);
        diagnostic.evidence.push_back(version_evidence(subject.nginx(), {}, Strength::conclusive));
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kNeedsNewerNginx = {"needs-newer-nginx", "directive",
                               Severity::error,     "a directive that came with a later nginx",
                               kDocumentation,      check};

}  // namespace stackengine::rules
