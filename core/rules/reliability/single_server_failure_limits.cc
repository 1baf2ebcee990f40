#include "rules/reliability/single_server_failure_limits.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

constexpr std::string_view kDocumentation = R"(## What it does
Tells where `max_fails` or `fail_timeout` is set for the only server of an upstream, where it has no effect.

## Why is this bad
nginx does not count failures of an only server: it is never taken out, and each request tries it (measured with nginx 1.22.1; four refused connections in
a row, no `no live upstreams`). So these settings neither protect it nor cause an outage, though articles say both. They matter from two addresses on: a
second server, a `backup`, or a name that resolves to several addresses.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080 max_fails=3 fail_timeout=30s;
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
}
```

## Fix safety
None is offered: the settings do no harm. A hint only, and silent for host names, whose number of addresses is not in the text.

## References
- ngx_http_upstream_round_robin.c: `peers->single`
- measured with nginx 1.22.1
)";

// The first of the two settings that differs from what it does anyway.
std::string limit_of(const nginx::Config& config, DirectiveId server) {
  for (uint32_t i = 1; i < config.tree().argument_count(server); ++i) {
    std::string parameter = config.argument(server, i);
    if (parameter.compare(0, 13, "fail_timeout=") == 0) return parameter;
    if (parameter.compare(0, 10, "max_fails=") == 0 && parameter != "max_fails=0") return parameter;
  }
  return "";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Upstream& upstream : config.upstreams()) {
      if (upstream.peers.size() != 1 || !config.find(upstream.directive, "include").empty()) continue;
      const nginx::Peer& peer = upstream.peers.front();
      const std::string host = nginx::host_of(peer.address);
      if (!host.empty() && !nginx::is_ip_address(host)) continue;
      const std::string limit = limit_of(config, peer.directive);
      if (limit.empty() || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kSingleServerFailureLimits.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {file.source, config.directive(peer.directive).span};
      diagnostic.message = quoted(limit) + " has no effect on an only server";
      diagnostic.why = "nginx never takes an only server out; each request tries it";
      diagnostic.help = "add a second server, or leave it as it is";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kSingleServerFailureLimits = {"single-server-failure-limits",
                                         "reliability",
                                         Severity::info,
                                         "`max_fails` or `fail_timeout` on the only server of an upstream",
                                         kDocumentation,
                                         check};

}  // namespace stackengine::rules
