#include "rules/upstream/grpc_pass_to_http1.h"

#include <algorithm>
#include <string>

#include "diagnosis/quoted.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports `grpc_pass` to a backend that speaks HTTP/1.1: known from your answer or from the error log, or suspected from it. A
log line that only shows that requests fail leads to a suspicion and a question.

## Why is this bad
`grpc_pass` sends HTTP/2 frames from the first byte. An HTTP/1.1 server answers them with an HTTP/1.1 error, nginx reads the
letters `HTT` as the length of a frame and logs `upstream sent too large http2 frame: 4740180`
(4740180 is 0x485454, the bytes `HTT`). The client gets 502 for every request. A server may also just close
the connection; then the log says `upstream prematurely closed connection` or `recv() failed (104: Connection reset by peer)`, which
has other possible causes too and is therefore only a suspicion.

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
their `proxy_*` counterparts. Where the upstream has `keepalive` and nginx is older than 1.29.7 (or unknown), the fix adds
`proxy_http_version 1.1` and an empty `Connection` header, without which keepalive has no effect.

## References
- ngx_http_grpc_module.c: `upstream sent too large http2 frame`
- measured on nginx 1.22.1, 1.29.4 and 1.31.4 against a Node.js HTTP/1.1 server
)";

bool speaks_http2(const Backend& backend) {
  return std::any_of(backend.protocols.begin(), backend.protocols.end(), [](Protocol protocol) {
    return protocol != Protocol::http1 && protocol != Protocol::http1_tls;
  });
}

// What the evidence says of a `grpc_pass` backend.
enum class Verdict { fine, known, suspected, failing };

Verdict judge(const Backend& backend) {
  if (backend.certainty == Certainty::known) return speaks_http2(backend) ? Verdict::fine : Verdict::known;
  if (backend.certainty == Certainty::suspected)
    return speaks_http2(backend) ? Verdict::fine : Verdict::suspected;
  // A log line that decides nothing (`recv() failed`, `prematurely closed`) still shows that requests fail.
  // What is conclusive (a certificate that nginx does not trust) has another cause than the HTTP version.
  const bool in_log =
      std::any_of(backend.evidence.begin(), backend.evidence.end(), [](const Evidence& evidence) {
        return evidence.kind == EvidenceKind::log_line && evidence.strength == Strength::supporting;
      });
  return in_log ? Verdict::failing : Verdict::fine;
}

std::string message_for(Verdict verdict, const std::string& name, const Backend& backend) {
  if (verdict == Verdict::failing) {
    return "suspect: requests through this `grpc_pass` fail, and " + quoted(name) + " may not speak HTTP/2";
  }
  const std::string spoken(describe(backend.protocols.front()));
  const std::string what = "`grpc_pass` speaks HTTP/2 to " + quoted(name) + ", which ";
  return verdict == Verdict::known ? what + "speaks " + spoken : "suspect: " + what + "may speak " + spoken;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const bool valid = pass.scheme.empty() || pass.scheme == "grpc" || pass.scheme == "grpcs";
      if (pass.kind != nginx::PassKind::grpc || pass.variable || !valid || is_overridden(config, pass))
        continue;
      const Backend* backend = subject.backend_of(pass);
      const Verdict verdict = backend == nullptr ? Verdict::fine : judge(*backend);
      if (verdict == Verdict::fine || !diagnostics->admit()) continue;

      const bool known = verdict == Verdict::known;
      Diagnostic diagnostic;
      diagnostic.rule = kGrpcPassToHttp1.id;
      diagnostic.severity = known ? Severity::error : Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = message_for(verdict, pass.authority, *backend);
      diagnostic.why = verdict == Verdict::failing
                           ? "the log shows failing requests, but not what the backend speaks"
                           : "nginx takes the HTTP/1.1 answer for an HTTP/2 frame, gives up and returns 502";
      diagnostic.help =
          known ? "use `proxy_pass`" : "find out what it speaks, then use `proxy_pass` or keep `grpc_pass`";
      diagnostic.backend = backend->name;
      diagnostic.evidence = backend->evidence;
      diagnostic.fixes = retarget_alternatives(subject, file, pass);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcPassToHttp1 = {"grpc-pass-to-http1", "upstream",
                               Severity::error,      "`grpc_pass` to a backend that speaks HTTP/1.1",
                               kDocumentation,       check};

}  // namespace stackengine::rules
