#include "rules/reliability/retry_of_unsafe_requests.h"

#include <set>
#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

constexpr std::string_view kDocumentation = R"(## What it does
Tells where `proxy_next_upstream` (or `grpc_next_upstream`) says `non_idempotent`, so that nginx sends a POST again that a backend may have carried out already.

## Why is this bad
By default nginx repeats only what may be repeated: a POST, LOCK or PATCH that was sent to a backend goes to no second one. With `non_idempotent` it
does, after a time-out too, when the first backend may still be at work: the order is placed twice. All gRPC calls are POST requests.

## Example
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_next_upstream error timeout non_idempotent;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_next_upstream error timeout;
}
```

## Fix safety
Only shown: whether the backend's POST requests may be repeated, you know. A hint, since it is what the text says. `non_idempotent` exists since 1.9.13; before that
version nginx repeated all requests.

## References
- nginx documentation, `proxy_next_upstream`; CHANGES of nginx 1.9.13
- ngx_http_upstream.c, ngx_http_upstream_next
)";

void report(const ConfigFile& file, DirectiveId id, uint32_t at, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const Span word = config.tree().argument_word(id, at).span;
  Diagnostic diagnostic;
  diagnostic.rule = kRetryOfUnsafeRequests.id;
  diagnostic.severity = Severity::info;
  diagnostic.place = {file.source, word};
  diagnostic.message = "a failed POST goes to a second backend, though the first may have carried it out";
  diagnostic.why = "`non_idempotent` repeats what nginx otherwise sends only once";
  diagnostic.help = "leave it out, unless every POST here may run twice";
  if (is_terminated(config, id) && config.tree().argument_count(id) > 1) {
    diagnostic.fixes.push_back({"repeat only what may be repeated",
                                Applicability::manual,
                                "a POST here must not run twice",
                                {nginx::remove_span(config, file.source, word)}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      const bool proxy = pass.kind == nginx::PassKind::proxy;
      const DirectiveId id = last_in_force(config, settings_of(config, pass),
                                           proxy ? "proxy_next_upstream" : "grpc_next_upstream");
      if (id == nginx::kNoDirective || !seen.insert(id).second) continue;
      for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) {
        if (config.argument(id, i) != "non_idempotent") continue;
        if (diagnostics->admit()) report(file, id, i, diagnostics);
        break;
      }
    }
  }
}

}  // namespace

const Rule kRetryOfUnsafeRequests = {"retry-of-unsafe-requests",
                                     "reliability",
                                     Severity::info,
                                     "`non_idempotent` repeats POST requests",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
