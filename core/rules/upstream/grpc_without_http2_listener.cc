#include "rules/upstream/grpc_without_http2_listener.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "nginx/layout.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports `grpc_pass` in a server of which no listener speaks HTTP/2.

## Why is this bad
gRPC clients speak HTTP/2 only. Without `http2` on the listener nginx answers them as HTTP/1.1: over TLS the handshake ends without `h2`, in cleartext
the log shows `"PRI * HTTP/2.0" 400`. The backend never sees a request. What nginx speaks to the backend (`grpc_pass`) and what it accepts from clients
(`http2`) are set apart from each other.

## Example
```nginx
server {
    listen 443 ssl;
    location /grpc.Service/ {
        grpc_pass grpc://127.0.0.1:50051;
    }
}
```
Use instead:
```nginx
server {
    listen 443 ssl http2;
    location /grpc.Service/ {
        grpc_pass grpc://127.0.0.1:50051;
    }
}
```

## Fix safety
Unsafe: that gRPC clients come in through this server is an assumption. From nginx 1.25.1 on the fix is `http2 on;`, before (and while the version is not known)
`listen … http2`. On a cleartext port of an nginx before 1.25.1 it is only shown, because such a port then speaks nothing but HTTP/2.
Silent where a file is included, where another server has HTTP/2 on the same address, and where the backend is known to
speak HTTP/2 without gRPC.

## References
- nginx documentation, `http2` (1.25.1) and `listen`
- measured: listeners of nginx 1.22.1 and 1.31.4 with HTTP/1.1 and HTTP/2 clients
)";

constexpr nginx::Version kHttp2Directive = {1, 25, 1};

bool has_parameter(const nginx::Config& config, DirectiveId listen, std::string_view wanted) {
  for (uint32_t i = 1; i < config.tree().argument_count(listen); ++i) {
    if (config.argument(listen, i) == wanted) return true;
  }
  return false;
}

bool http2_is_on(const nginx::Config& config, DirectiveId server) {
  return argument_or_empty(config, last_in_force(config, server, "http2"), 0) == "on";
}

// Up to 1.25.0 `http2` belongs to the address, whichever server names it.
std::unordered_set<std::string> http2_addresses(const Subject& subject) {
  std::unordered_set<std::string> addresses;
  for (const ConfigFile& file : subject.files()) {
    const auto count = static_cast<DirectiveId>(file.config.tree().directives.size());
    for (DirectiveId id = 0; id < count; ++id) {
      if (file.config.name(id) != "listen" || file.config.tree().argument_count(id) == 0) continue;
      const DirectiveId server = file.config.directive(id).parent;
      if (has_parameter(file.config, id, "http2") || has_parameter(file.config, id, "quic") ||
          (server != kNoDirective && http2_is_on(file.config, server))) {
        addresses.insert(file.config.argument(id, 0));
      }
    }
  }
  return addresses;
}

Fix fix_for(const Subject& subject, const ConfigFile& file, const std::vector<DirectiveId>& listens) {
  const nginx::Config& config = file.config;
  const bool has_directive = subject.nginx().version && *subject.nginx().version >= kHttp2Directive;
  std::vector<DirectiveId> tls;
  std::copy_if(listens.begin(), listens.end(), std::back_inserter(tls),
               [&](DirectiveId id) { return has_parameter(config, id, "ssl"); });
  Fix fix;
  fix.title = has_directive ? "add `http2 on`" : "add `http2` to the listener";
  fix.assumption = "gRPC clients come in through this server";
  if (has_directive) {
    fix.edits = {nginx::insert_after(config, file.source, listens.back(), {"http2 on;"})};
    return fix;
  }
  for (const DirectiveId id : tls.empty() ? listens : tls) {
    const uint32_t end = config.tree().argument_word(id, config.tree().argument_count(id) - 1).span.end;
    fix.edits.push_back({{file.source, {end, end}}, " http2"});
  }
  if (tls.empty()) {
    fix.applicability = Applicability::manual;
    fix.assumption += " alone, over cleartext: before 1.25.1 the port speaks nothing but HTTP/2 then";
  }
  return fix;
}

bool is_grpc(const Subject& subject, const nginx::Pass& pass) {
  const Backend* backend = subject.backend_of(pass);
  // Plain HTTP/2 through `grpc_pass` is the work-around for an nginx without `proxy_http_version 2`; its
  // clients may speak HTTP/1.1.
  return backend == nullptr ||
         !(backend->known_to_speak(Protocol::h2c) || backend->known_to_speak(Protocol::h2_tls) ||
           backend->known_to_speak(Protocol::http1) || backend->known_to_speak(Protocol::http1_tls));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const std::unordered_set<std::string> http2 = http2_addresses(subject);
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::unordered_set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::grpc || !has_valid_scheme(pass) || is_overridden(config, pass))
        continue;
      const DirectiveId server = enclosing(config, pass.directive, "server");
      if (server == kNoDirective || !is_grpc(subject, pass) || !seen.insert(server).second) continue;
      const std::vector<DirectiveId> listens = config.find(server, "listen");
      if (listens.empty() || http2_is_on(config, server) || !config.find(server, "include").empty()) continue;
      const bool listed = std::any_of(listens.begin(), listens.end(), [&](DirectiveId id) {
        return http2.count(argument_or_empty(config, id, 0)) != 0;
      });
      if (listed || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kGrpcWithoutHttp2Listener.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "no listener of this server speaks HTTP/2, which gRPC clients need";
      diagnostic.why = "`grpc_pass` sets what nginx speaks to the backend, not what it accepts from clients";
      diagnostic.help = "turn HTTP/2 on for the listener";
      for (const DirectiveId id : listens) {
        diagnostic.related.push_back({{file.source, config.directive(id).span}, "HTTP/1.1 only"});
      }
      const bool complete = std::all_of(listens.begin(), listens.end(), [&](DirectiveId id) {
        return is_terminated(config, id) && config.tree().argument_count(id) > 0;
      });
      if (complete) diagnostic.fixes.push_back(fix_for(subject, file, listens));
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcWithoutHttp2Listener = {"grpc-without-http2-listener",
                                        "upstream",
                                        Severity::warning,
                                        "`grpc_pass` in a server whose listeners speak no HTTP/2",
                                        kDocumentation,
                                        check};

}  // namespace stackengine::rules
