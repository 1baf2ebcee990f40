#include "rules/upstream/connection_header_in_http2.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a `Connection` or `Upgrade` header that is set for a backend to which nginx speaks HTTP/2: beside `proxy_http_version 2`, or with
`grpc_set_header` beside `grpc_pass`.

## Why is this bad
Both belong to one HTTP/1.x connection and are illegal in HTTP/2. nginx sends them all the same. Strict backends (Node.js, others built on nghttp2, nginx from
1.31.0 on) reject the request: the log says `upstream rejected request with error 1`, the client gets 502. gRPC's C core and nginx 1.22 as
backends let them pass, so that the mistake may show only after the backend was updated. WebSocket needs HTTP/1.1 and cannot go over
such a location; an empty `Connection ""` is harmless.

## Example
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 2;
    proxy_set_header Connection "upgrade";
}
```
Use instead:
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 2;
}
```

## Fix safety
Safe for `Connection` alone, which has no meaning in HTTP/2. Unsafe with `Upgrade`: it removes the header under the assumption that no WebSocket
client comes here; otherwise that location needs HTTP/1.1. When it is the only such header of its block, removing it lets the
block inherit the headers around it, and the fix is unsafe too. `proxy_http_version 2` exists since 1.29.4, `grpc_pass` since 1.13.10.

## References
- RFC 9113 section 8.2.2
- measured: nghttp2, gRPC C core and nginx 1.22.1 behind nginx 1.29.4 and 1.31.4; CHANGES of nginx 1.31.0
)";

bool is_illegal(const nginx::Config& config, DirectiveId id) {
  const std::string value = argument_or_empty(config, id, 1);
  return is_connection_header(header_name(config, id)) && !value.empty();
}

// `$http_upgrade` and a `map` of it are empty for requests without upgrade: those are sent without the
// header.
bool is_always_sent(const nginx::Config& config, DirectiveId id) {
  return config.argument(id, 1).find('$') == std::string::npos;
}

void report(const ConfigFile& file, const nginx::Pass& pass, DirectiveId header, const std::string& directive,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool grpc = pass.kind == PassKind::grpc;
  const std::string name = config.argument(header, 0);
  Diagnostic diagnostic;
  diagnostic.rule = kConnectionHeaderInHttp2.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(header).span};
  diagnostic.message = quoted(name) + " is set for a backend that gets HTTP/2, where it is illegal";
  diagnostic.why = std::string(is_always_sent(config, header) ? "nginx sends it with every request"
                                                              : "nginx sends it whenever it is not empty") +
                   ", and strict backends answer with `upstream rejected request with error 1` and 502";
  diagnostic.help = header_name(config, header) == "upgrade"
                        ? "remove it; WebSocket needs a location with HTTP/1.1"
                        : "remove it; HTTP/2 connections stay open without it";
  diagnostic.related.push_back(
      {{file.source, config.directive(pass.directive).span},
       grpc ? "`grpc_pass` speaks HTTP/2" : "passed on with `proxy_http_version 2`"});
  if (is_terminated(config, header)) {
    Fix fix;
    fix.title = "remove " + quoted(name);
    fix.edits = {nginx::remove_directive(config, file.source, header)};
    if (header_name(config, header) == "upgrade") fix.assumption = "no WebSocket client comes here";
    if (config.find(config.directive(header).parent, directive).size() == 1) {
      fix.assumption += std::string(fix.assumption.empty() ? "" : "; ") +
                        "the headers that the block inherits then may be sent";
    }
    fix.applicability = fix.assumption.empty() ? Applicability::safe : Applicability::unsafe;
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      const DirectiveId block = settings_of(config, pass);
      const bool http2 = pass.kind == PassKind::grpc || speaks_http_2(config, block);
      if (!http2 || !has_valid_scheme(pass) || is_overridden(config, pass)) continue;
      const std::string directive = pass.kind == PassKind::grpc ? "grpc_set_header" : "proxy_set_header";
      for (const DirectiveId header : config.in_force(block, directive)) {
        if (!is_illegal(config, header) || !seen.insert(header).second) continue;
        if (diagnostics->admit()) report(file, pass, header, directive, diagnostics);
      }
    }
  }
}

}  // namespace

const Rule kConnectionHeaderInHttp2 = {"connection-header-in-http2",
                                       "upstream",
                                       Severity::warning,
                                       "`Connection` or `Upgrade` set for an HTTP/2 backend",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
