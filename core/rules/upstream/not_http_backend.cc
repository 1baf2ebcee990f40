#include "rules/upstream/not_http_backend.h"

#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a pass directive to a port that turned out to speak no HTTP at all, such as FastCGI (PHP-FPM), SSH or Redis.

## Symptom
With HTTP/2 towards the backend: 502 and `upstream sent too large http2 frame: N`, where N spells the first three bytes of
the reply: 5460808 is `SSH`, 66304 a FastCGI record. With HTTP/1.x: `upstream sent no valid HTTP/1.0 header` and status 009, which does not tell
what it is. uWSGI's own protocol just hangs up on HTTP.

## Why is this bad
No HTTP version and no TLS setting can help: the port belongs to another service, or needs `fastcgi_pass` or `uwsgi_pass`.

## Example
```nginx
location / {
    grpc_pass grpc://127.0.0.1:9000;
}
2026/11/20 22:10:34 [error] 7#7: *1 upstream sent too large http2 frame: 66304 while reading response header from upstream, client: 192.0.2.1, server: a, request: "GET / HTTP/1.1", upstream: "grpc://127.0.0.1:9000", host: "a"
```
Use instead:
```nginx
location / {
    include fastcgi_params;
    fastcgi_pass 127.0.0.1:9000;
}
```

## Fix safety
No fix is offered: FastCGI and uWSGI need parameters of your application (`SCRIPT_FILENAME`, `include fastcgi_params`), and any other
service another address.

## Versions
All.

## References
- ngx_http_grpc_module.c, ngx_http_grpc_parse_frame; FastCGI specification, section 3.3
- SSH and FastCGI measured on nginx 1.22.1, 1.29.4 and 1.31.4; the other protocols from their specifications
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(
      subject, Fault::not_http, kNotHttpBackend, "the first bytes of its reply are another protocol's",
      "point it at the right port; FastCGI needs `fastcgi_pass`, uWSGI `uwsgi_pass`", diagnostics);
}

}  // namespace

const Rule kNotHttpBackend = {"not-http-backend", "upstream",
                              Severity::error,    "`proxy_pass` or `grpc_pass` to a port that speaks no HTTP",
                              kDocumentation,     check};

}  // namespace stackengine::rules
