#include "rules/reliability/name_resolved_once.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

constexpr std::string_view kDocumentation = R"(## What it does
Tells, once for each server, where `proxy_pass` or `grpc_pass` names a host whose addresses change by nature: load balancers and application hosts of clouds, services of Kubernetes.

## Why is this bad
nginx looks up a name in a fixed target when it starts or reloads, and keeps the addresses. When the load balancer moves, requests go to where nobody answers, or
to somebody else's machine, until the next reload; when the name cannot be looked up at start, nginx does not start.

## Example
```nginx
location / {
    proxy_pass https://my-app.us-east-1.elb.amazonaws.com;
}
```
Use instead:
```nginx
resolver 169.254.169.253;
location / {
    set $backend my-app.us-east-1.elb.amazonaws.com;
    proxy_pass https://$backend;
}
```

## Fix safety
None is offered: the way out depends on the DNS server. Before 1.27.3 a variable together with `resolver` looks the name up again after its time to live; from 1.27.3 on
`server NAME resolve;` in an `upstream` block with `zone` does (before, in NGINX Plus only). A variable in the target changes how `proxy_pass`
joins paths.

## References
- nginx documentation, `proxy_pass` and `resolver`; `server … resolve`: CHANGES of nginx 1.27.3
)";

// Names whose owners say that their addresses change. Other names may well stand for ever.
constexpr std::string_view kMoving[] = {
    ".amazonaws.com", ".cloudfront.net", ".azurewebsites.net", ".cloudapp.azure.com",
    ".herokuapp.com", ".run.app",        ".appspot.com",       ".svc",
    ".cluster.local"};

bool moves(std::string_view host) {
  for (const std::string_view suffix : kMoving) {
    if (ends_with(host, suffix)) return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> told;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.variable || !has_valid_scheme(pass) || is_overridden(config, pass)) continue;
      if (subject.upstream_named(pass.authority).upstream != nullptr) continue;
      const std::string host = nginx::host_of(pass.authority);
      if (!moves(host) || !told.insert(enclosing(config, pass.directive, "server")).second) continue;
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kNameResolvedOnce.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "nginx looks " + quoted(host) + " up once, when it starts";
      diagnostic.why = "the addresses of such names change, and nginx keeps the old ones until a reload";
      diagnostic.help =
          "use a variable and `resolver`, or `server … resolve` in an upstream block from 1.27.3 on";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kNameResolvedOnce = {
    "name-resolved-once", "reliability",
    Severity::info,       "a host with changing addresses that nginx looks up once",
    kDocumentation,       check};

}  // namespace stackengine::rules
