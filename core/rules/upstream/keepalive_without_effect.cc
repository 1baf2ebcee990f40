#include "rules/upstream/keepalive_without_effect.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/upstream/connection_upgrade_map.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass` to an upstream with `keepalive` where nginx will close every connection all the same, because
`proxy_http_version 1.1` or an empty `Connection` header is missing.

## Why is this bad
Up to nginx 1.29.6 `proxy_pass` speaks HTTP/1.0 and sends `Connection: close` unless told otherwise. The backend closes each
connection after one response, so the `keepalive` of the upstream has no effect and every request pays for a new
connection. nginx 1.29.7 changed both defaults: from then on nothing needs to be added, and this rule is silent when
the version is known to be that or newer.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080;
    keepalive 32;
}
server {
    location / {
        proxy_pass http://app;
    }
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
    keepalive 32;
}
server {
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}
```

## Fix safety
Safe: on every version of nginx the result is what `keepalive` asks for. It is unsafe when the location or its server includes a
file that was not given, because that may set the same things. A `proxy_set_header` in a location discards those that it
inherits, so the fix repeats the inherited ones. A `Connection` header with any value but `close` (WebSocket) is left alone.

## References
- CHANGES of nginx 1.29.7; ngx_http_proxy_module.c, default of `proxy_http_version` and `Connection`
- requests captured behind nginx 1.22.1, 1.29.4 and 1.29.7
)";

std::string missing_text(const KeepaliveNeeds& needs) {
  if (needs.version && needs.connection)
    return "`proxy_http_version 1.1` and an empty `Connection` header are missing";
  return needs.version ? "`proxy_http_version 1.1` is missing" : "an empty `Connection` header is missing";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const bool http = pass.scheme == "http" || pass.scheme == "https";
      if (pass.kind != nginx::PassKind::proxy || !http || is_overridden(config, pass)) continue;
      // A WebSocket handshake fails for the same reasons, which counts for more:
      // websocket-handshake-incomplete.
      if (wants_websocket(config, settings_of(config, pass))) continue;
      const KeepaliveNeeds needs = keepalive_needs(subject, file, pass);
      if (!needs.any() || !diagnostics->admit()) continue;
      const UpstreamPlace upstream = subject.upstream_named(pass.authority);

      Diagnostic diagnostic;
      diagnostic.rule = kKeepaliveWithoutEffect.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message =
          "`keepalive` of upstream " + quoted(pass.authority) + " has no effect here: " + missing_text(needs);
      diagnostic.why =
          subject.nginx().version
              ? "nginx " + nginx::to_string(*subject.nginx().version) +
                    " speaks HTTP/1.0 and sends `Connection: close` unless told otherwise"
              : "before 1.29.7 nginx speaks HTTP/1.0 and sends `Connection: close` unless told otherwise";
      diagnostic.help = "set both in the location that passes to the upstream";
      diagnostic.related.push_back(
          {{upstream.file->source, upstream.file->config.directive(upstream.upstream->keepalive).span},
           "`keepalive` is set here"});
      diagnostic.evidence.push_back(
          version_evidence(subject.nginx(), "from 1.29.7 on nothing would be missing"));
      if (can_be_fixed(config, pass)) {
        LocationSettings settings = location_settings(subject, file, pass, nginx::PassKind::proxy, needs);
        Applicability applicability =
            settings.assumption.empty() ? Applicability::safe : Applicability::unsafe;
        if (settings.manual) applicability = Applicability::manual;
        diagnostic.fixes.push_back(
            {"let `keepalive` work", applicability, settings.assumption, std::move(settings.edits)});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kKeepaliveWithoutEffect = {
    "keepalive-without-effect",
    "upstream",
    Severity::warning,
    "upstream `keepalive` without HTTP/1.1 and an empty `Connection` header",
    kDocumentation,
    check};

}  // namespace stackengine::rules
