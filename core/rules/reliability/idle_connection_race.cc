#include "rules/reliability/idle_connection_race.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Tells, where the log has `upstream prematurely closed connection` or `recv() failed (104`, that an upstream with a working `keepalive` may run into the backend's own idle limit.

## Why is this bad
nginx keeps idle connections for 60 seconds by default. A backend that closes them sooner (Node.js after 5 seconds) may do so at the moment when nginx sends the next request: the
connection ends before the response header. nginx sends a GET again on another connection, a POST it does not, and the client gets 502 now and then. The same
lines have many other causes (a crash, a backend that expects TLS or another HTTP version), so this is never more than a suspicion.

## Example
```nginx
upstream app {
    server 127.0.0.1:9090;
    keepalive 32;
}
location / {
    proxy_pass http://app;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
}
2024/07/15 03:42:17 [error] 19#19: *4821 upstream prematurely closed connection while reading response header from upstream, client: 192.0.2.10, server: app, request: "POST /orders HTTP/1.1", upstream: "http://127.0.0.1:9090/orders", host: "app"
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:9090;
    keepalive 32;
    keepalive_timeout 4s;
}
location / {
    proxy_pass http://app;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
}
2024/07/15 03:42:17 [error] 19#19: *4821 upstream prematurely closed connection while reading response header from upstream, client: 192.0.2.10, server: app, request: "POST /orders HTTP/1.1", upstream: "http://127.0.0.1:9090/orders", host: "app"
```

## Fix safety
Only shown: the backend's idle limit is not in the text. `keepalive_timeout` in an `upstream` block exists since 1.15.3 and has to be shorter than that limit; raising the
backend's limit above 60 seconds does as well. Silent where `keepalive_timeout` is set already.

## References
- nginx documentation, `keepalive_timeout` in ngx_http_upstream_module: 60s by default, since 1.15.3
- Node.js documentation, `server.keepAliveTimeout`: 5 seconds by default
)";

bool is_hang_up(const LogLine& line) {
  const bool hang_up =
      line.meaning == error_log::Meaning::closed || line.meaning == error_log::Meaning::reset;
  return hang_up && line.action == "reading response header from upstream" && line.scheme == "http";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_hang_up);
  if (failures.empty()) return;
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<const nginx::Upstream*> told;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || pass.scheme != "http" || is_overridden(config, pass))
        continue;
      const LogLine* line = failures.of(pass);
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (line == nullptr || place.upstream == nullptr || place.upstream->keepalive == kNoDirective) continue;
      const nginx::Config& other = place.file->config;
      if (keepalive_needs(subject, file, pass).any() || speaks_http_2(config, settings_of(config, pass)))
        continue;
      if (!other.find(place.upstream->directive, "keepalive_timeout").empty()) continue;
      if (!told.insert(place.upstream).second || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kIdleConnectionRace.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {place.file->source, other.directive(place.upstream->keepalive).span};
      diagnostic.message = "suspect: the backend may close idle connections before nginx does";
      diagnostic.why =
          "nginx keeps them for 60 seconds; a request that meets the backend's closing ends like that";
      diagnostic.help =
          "if the backend speaks HTTP/1.1 and did not crash, set `keepalive_timeout` below its idle limit";
      diagnostic.evidence.push_back(
          evidence_of(*line, Strength::supporting, "the backend hung up, which has many causes"));
      if (is_terminated(other, place.upstream->keepalive)) {
        diagnostic.fixes.push_back({"close idle connections before the backend does",
                                    Applicability::manual,
                                    "the backend keeps idle connections for at least 5 seconds",
                                    {nginx::insert_after(other, place.file->source, place.upstream->keepalive,
                                                         {"keepalive_timeout 4s;"})}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kIdleConnectionRace = {"idle-connection-race", "reliability",
                                  Severity::info,         "kept connections that the backend may close first",
                                  kDocumentation,         check};

}  // namespace stackengine::rules
