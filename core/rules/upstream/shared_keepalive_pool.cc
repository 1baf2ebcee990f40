#include "rules/upstream/shared_keepalive_pool.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

constexpr std::string_view kDocumentation = R"(## What it does
Reports an `upstream` with `keepalive` that both `grpc_pass` and an HTTP/1.x `proxy_pass` use.

## Why is this bad
nginx keeps idle connections by the server's address alone and does not look at what was spoken on them. An HTTP/1.1 request sent into an idle
HTTP/2 connection fails: the log says `upstream sent no valid HTTP/1.0 header` and the client gets garbage; a gRPC request on an idle HTTP/1.1 connection
is logged as `no connection data found for keepalive http2 connection` and sent again on another (both measured on nginx 1.22.1, with a
backend that speaks both on one port). Which requests fail depends on what ran before them.

## Example
```nginx
upstream app {
    server 127.0.0.1:9090;
    keepalive 8;
}
server {
    location /grpc.Service/ {
        grpc_pass grpc://app;
    }
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:9090;
    keepalive 8;
}
upstream app_grpc {
    server 127.0.0.1:9090;
    keepalive 8;
}
server {
    location /grpc.Service/ {
        grpc_pass grpc://app_grpc;
    }
    location / {
        proxy_pass http://app;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
    }
}
```

## Fix safety
None is offered: most backends speak only one of the two on a port, and then one of the two pass directives is wrong. Where the backend does speak both, give
gRPC an upstream block of its own with the same servers. Silent for `keepalive … local` (1.29.7 and newer). Before 1.29.7 `proxy_pass` closes each connection unless told
otherwise; then the trouble begins when `keepalive` is made to work.

## References
- ngx_http_upstream_keepalive_module.c: connections are found by address
- measured: nginx 1.22.1, one backend for HTTP/1.1 and HTTP/2, requests in turn
)";

// The first pass of each kind that leaves connections in the upstream's pool.
struct Users {
  const ConfigFile* grpc_file = nullptr;
  const nginx::Pass* grpc = nullptr;
  const ConfigFile* proxy_file = nullptr;
  const nginx::Pass* proxy = nullptr;
};

// Whether the pass directive leaves connections behind, or will as soon as keepalive-without-effect is
// repaired.
bool keeps_connections(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  if (pass.kind == PassKind::grpc || keepalive_needs(subject, file, pass).any()) return true;
  const DirectiveId block = settings_of(file.config, pass);
  bool assumed = false;
  return !speaks_http_2(file.config, block) && !speaks_http_1_0(subject, file.config, block, &assumed);
}

// `keepalive 32 local` keeps a pool for each location (1.29.7).
bool is_local(const UpstreamPlace& place) {
  return argument_or_empty(place.file->config, place.upstream->keepalive, 1) == "local";
}

// Where it is known, or suspected, that the backend speaks one of the two only, one pass directive is wrong,
// which is reported as that.
bool may_speak_both(const Subject& subject, const nginx::Pass& pass) {
  const Backend* backend = subject.backend_of(pass);
  if (backend == nullptr || backend->certainty == Certainty::unknown) return true;
  if (backend->certainty != Certainty::known) return false;
  const bool http1 = backend->known_to_speak(Protocol::http1) || backend->known_to_speak(Protocol::http1_tls);
  return http1 && backend->protocols.size() > 1;
}

void report(const UpstreamPlace& place, const Users& users, DiagnosticList* diagnostics) {
  Diagnostic diagnostic;
  diagnostic.rule = kSharedKeepalivePool.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {users.grpc_file->source, users.grpc_file->config.directive(users.grpc->directive).span};
  diagnostic.message = "HTTP/2 and HTTP/1.1 connections share the `keepalive` pool of upstream " +
                       quoted(place.upstream->name);
  diagnostic.why =
      "nginx takes an idle connection for either, so requests fail that meet one of the other protocol";
  diagnostic.help =
      "give `grpc_pass` an upstream block of its own, or correct the pass directive that is wrong";
  diagnostic.related = {
      {{users.proxy_file->source, users.proxy_file->config.directive(users.proxy->directive).span},
       "HTTP/1.1 connections come from here"},
      {{place.file->source, place.file->config.directive(place.upstream->keepalive).span}, "the pool"}};
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  std::unordered_map<std::string, Users> users_of;
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (pass.variable || !has_valid_scheme(pass) || is_overridden(file.config, pass)) continue;
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (place.upstream == nullptr || place.upstream->keepalive == nginx::kNoDirective || is_local(place))
        continue;
      if (!keeps_connections(subject, file, pass) || !may_speak_both(subject, pass)) continue;
      Users& users = users_of[pass.authority];
      const bool complete = users.grpc != nullptr && users.proxy != nullptr;
      if (pass.kind == PassKind::grpc && users.grpc == nullptr) {
        users.grpc_file = &file;
        users.grpc = &pass;
      } else if (pass.kind == PassKind::proxy && users.proxy == nullptr) {
        users.proxy_file = &file;
        users.proxy = &pass;
      }
      if (!complete && users.grpc != nullptr && users.proxy != nullptr && diagnostics->admit()) {
        report(place, users, diagnostics);
      }
    }
  }
}

}  // namespace

const Rule kSharedKeepalivePool = {
    "shared-keepalive-pool", "upstream",
    Severity::warning,       "an upstream whose kept connections serve `grpc_pass` and `proxy_pass`",
    kDocumentation,          check};

}  // namespace stackengine::rules
