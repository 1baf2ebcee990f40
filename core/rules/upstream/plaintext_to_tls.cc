#include "rules/upstream/plaintext_to_tls.h"

#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass http://` and `grpc_pass` without `grpcs://` to a port that expects TLS.

## Symptom
Often 400 and an empty error log: nginx and Go answer cleartext with an HTTP page (`The plain HTTP request was sent to HTTPS port`,
`Client sent an HTTP request to an HTTPS server`). Node.js and gRPC servers hang up: 502 and `upstream prematurely closed connection`;
Python resets the connection: `recv() failed (104: Connection reset by peer)`. The last two have many other causes and prove nothing.

## Why is this bad
The backend waits for a TLS handshake and gets a request that it cannot read.

## Example
```nginx
location / {
    proxy_pass http://127.0.0.1:8443;
}
```
Use instead:
```nginx
location / {
    proxy_pass https://127.0.0.1:8443;
}
```

## Fix safety
Safe when your answer says what the backend speaks; unsafe when it is suspected from its port 443, from status 400 or from a log
line. A backend that picks its certificate by name also needs `proxy_ssl_server_name on`.

## Versions
All.

## References
- measured on nginx 1.22.1, 1.29.4 and 1.31.4 against nginx, Go, Node.js, Python and gRPC servers
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Fault::plaintext_to_tls, kPlaintextToTls,
                    "the backend waits for a TLS handshake: it answers cleartext with 400 or hangs up",
                    "use `https://`, or `grpcs://` for gRPC", diagnostics);
}

}  // namespace

const Rule kPlaintextToTls = {"plaintext-to-tls", "upstream",
                              Severity::error,    "cleartext to a backend that expects TLS",
                              kDocumentation,     check};

}  // namespace stackengine::rules
