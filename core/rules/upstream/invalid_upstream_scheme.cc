#include "rules/upstream/invalid_upstream_scheme.h"

#include <string>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/invalid_scheme_at_run_time.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::PassKind;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a scheme that nginx does not know in `proxy_pass` (which takes `http://` and `https://`) or in `grpc_pass`
(which takes `grpc://`, `grpcs://` or none), for example `h2://`, `http2://` or `h2c://`; also behind a variable that `set` or
`map` fills.

## Symptom
`nginx -t` refuses the configuration with `invalid URL prefix` (`proxy_pass`) or `invalid host in upstream` (`grpc_pass`), so nginx
does not start, and a reload keeps the old configuration. Behind a variable `nginx -t` sees nothing: each request gets 500, and the
log says `invalid URL prefix in "h2://..."`.

## Why is this bad
No nginx has ever known a scheme for HTTP/2 towards an upstream.

HTTP/2 towards an upstream is asked for in two other ways: `grpc_pass` for gRPC, and from nginx 1.29.4
`proxy_http_version 2` beside an ordinary `proxy_pass http://`.

## Example
```nginx
location /api/ {
    proxy_pass h2://127.0.0.1:8080;
}
```
Use instead, for a backend that speaks HTTP/1.1:
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Which scheme is right depends on what the backend speaks, and that is not in the configuration. The fix is safe when the error log
or your answer says it, and unsafe otherwise. Where the upstream has `keepalive`, the fix also adds what
keepalive needs. A pass directive that a later one in the same block overrides is removed, which changes nothing. In a `set` or
`map` only the scheme is exchanged.

## Versions
All. HTTP/2 towards an upstream: `grpc_pass` since 1.13.10, `proxy_http_version 2` since 1.29.4.

## References
- `ngx_http_proxy_pass()` in ngx_http_proxy_module.c, `ngx_http_grpc_pass()` in ngx_http_grpc_module.c
- CHANGES of nginx 1.29.4: the ngx_http_proxy_module supports HTTP/2
- measured on nginx 1.22.1 and 1.31.4, with and without a variable
)";

// Pairs each fix with the answer that it rests on: the one that leads to the same edits.
void name_assumptions(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                      const Backend& backend, std::vector<Fix>* fixes) {
  if (fixes->empty() || backend.certainty == Certainty::known) return;
  for (const Protocol protocol : {Protocol::http1, Protocol::grpc, Protocol::h2c, Protocol::http1_tls,
                                  Protocol::grpc_tls, Protocol::h2_tls}) {
    const Fix like = retarget(subject, file, pass, protocol);
    for (Fix& fix : *fixes) {
      if (!fix.assumes && fix.edits == like.edits && fix.assumption == like.assumption) {
        fix.assumes = Assumption{backend.name, protocol};
        break;
      }
    }
  }
}

void report(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string directive = pass.kind == PassKind::proxy ? "proxy_pass" : "grpc_pass";
  Diagnostic diagnostic;
  diagnostic.rule = kInvalidUpstreamScheme.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, config.tree().argument_word(pass.directive, 0).span};
  if (pass.scheme.empty()) {
    diagnostic.message = quoted(directive + " " + pass.target) + " has no scheme";
  } else {
    diagnostic.message = "`" + directive + "` does not know the scheme " + quoted(pass.scheme + "://");
  }
  if (pass.kind == PassKind::proxy) {
    diagnostic.why =
        "`proxy_pass` takes `http://` and `https://` only; nginx refuses the whole configuration";
    diagnostic.nginx_message = "invalid URL prefix";
  } else {
    diagnostic.why =
        "`grpc_pass` takes `grpc://`, `grpcs://` or no scheme; nginx refuses the whole configuration";
    diagnostic.nginx_message = "invalid host in upstream \"" + shortened(pass.target) + "\"";
  }

  if (is_overridden(config, pass)) {
    diagnostic.help = "remove it: the pass directive that follows in this block takes its place";
    if (config.directive(pass.directive).terminator == nginx::Terminator::semicolon) {
      diagnostic.fixes.push_back({"remove the overridden `" + directive + "`",
                                  Applicability::safe,
                                  "",
                                  {nginx::remove_directive(config, file.source, pass.directive)}});
    }
  } else {
    const Backend* backend = subject.backend_of(pass);
    diagnostic.help = "name the protocol that the backend really speaks";
    if (backend != nullptr) {
      diagnostic.backend = backend->name;
      diagnostic.evidence = backend->evidence;
    }
    diagnostic.fixes = retarget_alternatives(subject, file, pass);
    if (backend != nullptr) name_assumptions(subject, file, pass, *backend, &diagnostic.fixes);
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (!pass.variable && !is_scheme_of(pass.kind, pass.scheme) && diagnostics->admit())
        report(subject, file, pass, diagnostics);
    }
    report_run_time_schemes(subject, file, kInvalidUpstreamScheme, diagnostics);
  }
}

}  // namespace

const Rule kInvalidUpstreamScheme = {"invalid-upstream-scheme",
                                     "upstream",
                                     Severity::error,
                                     "a scheme that nginx does not know in `proxy_pass` or `grpc_pass`",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
