#include "rules/upstream/grpc_pass_to_http1.h"

#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `grpc_pass`, and `proxy_pass` with `proxy_http_version 2`, to a backend that speaks HTTP/1.1: known from your answer or
from the error log, or suspected from it. A log line that only shows that requests fail leads to a suspicion and a question.

## Symptom
502 for every request. The log says `upstream sent too large http2 frame: 4740180`; over TLS also `SSL alert number 120`
(`no application protocol`). A server may also just close the connection: `upstream prematurely closed connection`,
`recv() failed (104: Connection reset by peer)`. Those two have other causes too and are only a suspicion. No nginx ever logs
`upstream: "http2://..."`, and `upstream sent invalid header` is another fault, whatever articles show.

## Why is this bad
nginx sends HTTP/2 frames from the first byte. An HTTP/1.1 server answers with an HTTP/1.1 error, and nginx takes its first three
bytes for the length of a frame: 4740180 is 0x485454, the letters `HTT`. `proxy_http_version 2` over TLS offers `h2` and
nginx does not check what was selected.

## Example
```nginx
location /api/ {
    grpc_pass grpc://127.0.0.1:8080;
}
```
Use instead:
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Safe when it is known what the backend speaks; unsafe while it is only suspected. `grpc_*` settings in the location move to
their `proxy_*` counterparts, and `proxy_http_version 2` becomes 1.1. Where the upstream has `keepalive` and nginx is older than
1.29.7 (or unknown), the fix adds what keepalive needs.

## Versions
`grpc_pass` since 1.13.10; `proxy_http_version 2` since 1.29.4 (not 1.19.1, as articles say), with ngx_http_v2_module.

## References
- ngx_http_grpc_module.c and ngx_http_proxy_v2_module.c: `upstream sent too large http2 frame`
- measured on nginx 1.22.1, 1.29.4 and 1.31.4 against Node.js, Go, Python and nginx servers
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Fault::http2_to_http1, kGrpcPassToHttp1,
                    "nginx takes the HTTP/1.1 answer for an HTTP/2 frame, gives up and returns 502",
                    "let nginx speak HTTP/1.1 to it, with `proxy_pass`", diagnostics);
}

}  // namespace

const Rule kGrpcPassToHttp1 = {
    "grpc-pass-to-http1", "upstream",
    Severity::error,      "HTTP/2 (`grpc_pass`, `proxy_http_version 2`) to a backend that speaks HTTP/1.1",
    kDocumentation,       check};

}  // namespace stackengine::rules
