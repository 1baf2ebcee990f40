#include "rules/security/upstream_name_as_tls_name.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports TLS to an `upstream` block where the block's own name goes out as SNI (`proxy_ssl_server_name on`) or is what the certificate is checked against
(`proxy_ssl_verify on`), because no `proxy_ssl_name` says otherwise.

## Why is this bad
`proxy_ssl_name` is `$proxy_host` by default, and behind `proxy_pass https://backend` that is `backend`: a label of your own, in no certificate. With
verification every request fails: the log says `upstream SSL certificate does not match "backend"`, the client gets 502. With SNI
the backend is asked for a name that it does not know, and may refuse or show its default certificate.

## Example
```nginx
upstream backend {
    server app.example.net:443;
}
server {
    location / {
        proxy_pass https://backend;
        proxy_ssl_server_name on;
    }
}
```
Use instead:
```nginx
upstream backend {
    server app.example.net:443;
}
server {
    location / {
        proxy_pass https://backend;
        proxy_ssl_server_name on;
        proxy_ssl_name app.example.net;
    }
}
```

## Fix safety
Unsafe: it names the host of the block's first server, under the assumption that all its servers have a certificate for it. Nothing is offered when the
servers are addresses. Silent when the block is named like a host (it has a dot). The same holds for `grpc_ssl_*`.

## References
- nginx documentation, `proxy_ssl_name`, `proxy_ssl_verify`
- ngx_http_upstream.c, ngx_http_upstream_ssl_name and ngx_http_upstream_ssl_handshake
)";

bool is_on(const nginx::Config& config, DirectiveId block, const std::string& name) {
  return argument_or_empty(config, last_in_force(config, block, name), 0) == "on";
}

void report(const ConfigFile& file, const nginx::Pass& pass, const nginx::Upstream& upstream, bool verified,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
  Diagnostic diagnostic;
  diagnostic.rule = kUpstreamNameAsTlsName.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(pass.directive).span};
  diagnostic.message = verified
                           ? "the backend's certificate has to be for " + quoted(upstream.name) +
                                 ", the name of the upstream block"
                           : "TLS asks for " + quoted(upstream.name) + ", the name of the upstream block";
  diagnostic.why =
      "`" + family + "_ssl_name` is not set, and by default it is what stands in the pass directive";
  diagnostic.help = "set `" + family + "_ssl_name` to the name that the backend has a certificate for";
  std::string host;
  if (!upstream.peers.empty()) host = nginx::host_of(upstream.peers.front().address);
  const bool named = !host.empty() && !nginx::is_ip_address(host) && host.find('.') != std::string::npos;
  if (named && is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix fix;
    fix.title = "use " + quoted(host) + " as the TLS name";
    fix.assumption = "the servers of " + quoted(upstream.name) + " have a certificate for " + quoted(host);
    fix.edits = {nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                     {family + "_ssl_name " + nginx::quoted_if_needed(host) + ";"})};
    if (includes_file(config, settings_of(config, pass))) fix.applicability = Applicability::manual;
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.variable || (pass.scheme != "https" && pass.scheme != "grpcs") || !has_valid_scheme(pass))
        continue;
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (place.upstream == nullptr || pass.authority.find('.') != std::string::npos) continue;
      const DirectiveId block = settings_of(config, pass);
      const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
      if (last_in_force(config, block, family + "_ssl_name") != kNoDirective || is_overridden(config, pass))
        continue;
      const bool verified = is_on(config, block, family + "_ssl_verify");
      if (!verified && !is_on(config, block, family + "_ssl_server_name")) continue;
      if (diagnostics->admit()) report(file, pass, *place.upstream, verified, diagnostics);
    }
  }
}

}  // namespace

const Rule kUpstreamNameAsTlsName = {"upstream-name-as-tls-name",
                                     "security",
                                     Severity::warning,
                                     "the name of an upstream block as SNI or certificate name",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
