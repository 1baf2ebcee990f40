#include "rules/reliability/all_servers_down.h"

#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

constexpr std::string_view kDocumentation = R"(## What it does
Reports an upstream of which every server is marked `down`, where a pass directive uses it.

## Why is this bad
nginx accepts it and sends requests to none of them: each gets 502 at once, and the log says `no live upstreams while connecting to upstream`
(measured with nginx 1.22.1). `down` stays until it is removed; no health check and no reload changes it.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080 down;
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
}
server {
    location / {
        proxy_pass http://app;
    }
}
```

## Fix safety
None is offered: which server is well again the text does not say. Silent where the block includes a file.

## References
- nginx documentation, `server` in ngx_http_upstream_module
- measured: 502 and `no live upstreams` with nginx 1.22.1
)";

bool is_down(const nginx::Config& config, DirectiveId server) {
  for (uint32_t i = 1; i < config.tree().argument_count(server); ++i) {
    if (config.argument(server, i) == "down") return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const Backend& backend : subject.backends()) {
    if (!backend.used) continue;
    const UpstreamPlace place = subject.upstream_named(backend.name);
    if (place.upstream == nullptr || place.upstream->peers.empty()) continue;
    const nginx::Config& config = place.file->config;
    if (!config.find(place.upstream->directive, "include").empty()) continue;
    const auto& peers = place.upstream->peers;
    const bool all_down = std::all_of(
        peers.begin(), peers.end(), [&](const nginx::Peer& peer) { return is_down(config, peer.directive); });
    if (!all_down || !diagnostics->admit()) continue;

    Diagnostic diagnostic;
    diagnostic.rule = kAllServersDown.id;
    diagnostic.severity = Severity::error;
    diagnostic.place = {place.file->source, config.directive(peers.front().directive).span};
    diagnostic.message = "upstream " + quoted(backend.name) + " has no server that is not `down`";
    diagnostic.why = "nginx sends requests to none of them: 502 and `no live upstreams` in the log";
    diagnostic.help = "remove `down` from a server that works";
    for (size_t i = 1; i < peers.size(); ++i) {
      diagnostic.related.push_back(
          {{place.file->source, config.directive(peers[i].directive).span}, "`down` too"});
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAllServersDown = {"all-servers-down", "reliability",
                              Severity::error,    "an upstream of which every server is `down`",
                              kDocumentation,     check};

}  // namespace stackengine::rules
