#include "rules/upstream/http1_to_http2.h"

#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass` that speaks HTTP/1.x to a backend that speaks only HTTP/2 (h2c, or HTTP/2 over TLS) or gRPC.

## Symptom
Without TLS this is no 502. nginx logs `upstream sent no valid HTTP/1.0 header` (it says 1.0 whatever the version is), takes the reply for
HTTP/0.9 and passes the raw bytes on: `$status` is 009, curl says `Received HTTP/0.9 when not allowed`, an HTTP/2 client gets
nothing usable. It does not count as a failure: no `max_fails`, no next upstream. With `proxy_cache` there is not even a log
line. Over TLS, Node.js answers 403 (`Missing ALPN Protocol`) and gRPC's servers hang up.

## Why is this bad
The backend waits for HTTP/2 frames and sends its own first. Only `grpc_pass`, and from nginx 1.29.4
`proxy_http_version 2`, speak HTTP/2 to a backend; an `http2` listener only concerns clients.

## Example
```nginx
location /package.Service/ {
    proxy_pass http://127.0.0.1:50051;
}
```
Use instead, for gRPC:
```nginx
location /package.Service/ {
    grpc_pass grpc://127.0.0.1:50051;
}
```

## Fix safety
gRPC gets `grpc_pass`, always: safe when it is known. Other HTTP/2 backends get `proxy_http_version 2` from nginx 1.29.4 on; before
that, `grpc_pass` carries plain requests too, which is unsafe because its error replies and headers are gRPC's. Letting the
backend speak HTTP/1.1 as well is the quieter way. The log line alone leaves open whether it is h2c, gRPC or no HTTP
at all, so its fix is unsafe.

## Versions
All. `grpc_pass` since 1.13.10, `proxy_http_version 2` since 1.29.4.

## References
- ngx_http_proxy_module.c, ngx_http_proxy_process_status_line: the reply is taken for HTTP/0.9
- measured on nginx 1.22.1, 1.29.4 and 1.31.4 against Node.js and gRPC C-core servers
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Fault::http1_to_http2, kHttp1ToHttp2,
                    "the backend answers with HTTP/2 frames, which nginx takes for an HTTP/0.9 page (status "
                    "009), or it refuses "
                    "HTTP/1.x",
                    "let nginx speak HTTP/2 to it: `grpc_pass` for gRPC", diagnostics);
}

}  // namespace

const Rule kHttp1ToHttp2 = {
    "http1-to-http2", "upstream",
    Severity::error,  "`proxy_pass` speaks HTTP/1.x to a backend that speaks only HTTP/2 or gRPC",
    kDocumentation,   check};

}  // namespace stackengine::rules
