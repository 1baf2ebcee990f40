#include "rules/upstream/tls_to_plaintext.h"

#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass https://` and `grpc_pass grpcs://` to a port that does not speak TLS.

## Symptom
502 for every request, and `SSL_do_handshake() failed (SSL: ... wrong version number) while SSL handshaking to upstream`. A backend that
speaks first (h2c, gRPC, SSH) may give `upstream prematurely sent response` instead, from one request to the next; nginx up to 1.29.4
may also log `upstream sent no valid HTTP/1.0 header`. A service that hangs up gives `peer closed connection in SSL handshake`.

## Why is this bad
nginx begins a TLS handshake, the backend answers in clear text, and OpenSSL finds no TLS record in it.

## Example
```nginx
location / {
    proxy_pass https://127.0.0.1:8080;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Safe when your answer says which protocol the backend speaks. The handshake error proves that it is not TLS, and not whether
it is HTTP/1.1, h2c or gRPC, so its fix is unsafe. The connection will not be encrypted; where it leaves the machine, enable TLS on
the backend instead.

## Versions
All. The words of the message are OpenSSL's: 1.1 and 3.x, and BoringSSL, write them differently.

## References
- ngx_event_openssl.c; `upstream prematurely sent response` in ngx_http_upstream.c since 1.29.5 and 1.28.2
- measured on nginx 1.22.1, 1.29.4 and 1.31.4 with OpenSSL 3.0
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Fault::tls_to_plaintext, kTlsToPlaintext,
                    "nginx begins a TLS handshake, the backend answers in clear text, and nginx returns 502",
                    "use the scheme without TLS, or enable TLS on the backend", diagnostics);
}

}  // namespace

const Rule kTlsToPlaintext = {
    "tls-to-plaintext", "upstream",
    Severity::error,    "`https://` or `grpcs://` to a backend that does not speak TLS",
    kDocumentation,     check};

}  // namespace stackengine::rules
