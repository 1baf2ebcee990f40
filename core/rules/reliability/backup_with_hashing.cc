#include "rules/reliability/backup_with_hashing.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports `backup` on a server of an upstream that chooses by `ip_hash`, `hash` or `random`.

## Why is this bad
These methods know no backup servers, and nginx refuses to start: `balancing method does not support parameter "backup"`. Standing behind the
servers, the method is accepted, and the backup server works (measured with nginx 1.22.1); the documentation does not promise that.

## Example
```nginx
upstream app {
    ip_hash;
    server 127.0.0.1:8080;
    server 127.0.0.1:8081 backup;
}
```
Use instead:
```nginx
upstream app {
    least_conn;
    server 127.0.0.1:8080;
    server 127.0.0.1:8081 backup;
}
```

## Fix safety
Unsafe: it removes `backup`, so that the server takes its share of the requests all the time; or choose a method that knows backup servers
(`least_conn`, or none).

## References
- nginx documentation, `server` in ngx_http_upstream_module: `backup` cannot be used along with `hash`, `ip_hash`, `random`
- `nginx -t` of nginx 1.22.1, in both orders
)";

DirectiveId first_method(const nginx::Config& config, DirectiveId upstream) {
  DirectiveId first = kNoDirective;
  for (const char* name : {"ip_hash", "hash", "random"}) {
    const auto ids = config.find(upstream, name);
    if (!ids.empty() && (first == kNoDirective || ids.front() < first)) first = ids.front();
  }
  return first;
}

// The word `backup` of a server, or its argument count.
uint32_t backup_of(const nginx::Config& config, DirectiveId server) {
  uint32_t i = 1;
  while (i < config.tree().argument_count(server) && config.argument(server, i) != "backup") ++i;
  return i;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Upstream& upstream : config.upstreams()) {
      const DirectiveId method = first_method(config, upstream.directive);
      if (method == kNoDirective) continue;
      for (const nginx::Peer& peer : upstream.peers) {
        const uint32_t at = backup_of(config, peer.directive);
        if (peer.directive < method || at >= config.tree().argument_count(peer.directive)) continue;
        if (!diagnostics->admit()) continue;
        const Span word = config.tree().argument_word(peer.directive, at).span;
        const std::string name = quoted(config.name(method));
        Diagnostic diagnostic;
        diagnostic.rule = kBackupWithHashing.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, word};
        diagnostic.message = "`backup` does not go with " + name;
        diagnostic.why = name + " knows no backup servers, and nginx refuses to start";
        diagnostic.nginx_message = "balancing method does not support parameter \"backup\"";
        diagnostic.help = "remove `backup`, or choose `least_conn`";
        diagnostic.related.push_back(
            {{file.source, config.directive(method).span}, "the method is chosen here"});
        if (is_terminated(config, peer.directive)) {
          diagnostic.fixes.push_back({"remove `backup`",
                                      Applicability::unsafe,
                                      quoted(peer.address) + " may take requests all the time",
                                      {nginx::remove_span(config, file.source, word)}});
        }
        diagnostics->add(std::move(diagnostic));
      }
    }
  }
}

}  // namespace

const Rule kBackupWithHashing = {
    "backup-with-hashing", "reliability",
    Severity::error,       "`backup` server in an upstream with `ip_hash`, `hash` or `random`",
    kDocumentation,        check};

}  // namespace stackengine::rules
