#include "rules/upstream/invalid_upstream_scheme.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/variable_target.h"

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

bool is_valid(PassKind kind, std::string_view scheme) {
  if (kind == PassKind::proxy) return scheme == "http" || scheme == "https";
  return scheme.empty() || scheme == "grpc" || scheme == "grpcs";
}

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

// `h2` of `h2://app`, in lower case; empty when there is no `scheme://` in front.
std::string scheme_of(const std::string& value) {
  const size_t end = value.find("://");
  if (end == std::string::npos || value.find_first_of("$/ ") < end) return {};
  return lower_case(value.substr(0, end));
}

// The backend that a written value names, when it names it without variables.
const Backend* backend_of(const Subject& subject, const WrittenValue& value, const std::string& scheme) {
  nginx::Pass named;
  named.scheme = scheme;
  const size_t start = scheme.size() + 3;
  named.authority = value.value.substr(start, value.value.find_first_of("/?#", start) - start);
  return named.authority.find('$') == std::string::npos ? subject.backend_of(named) : nullptr;
}

// Only the scheme is exchanged. What the value's backend would need beyond that (`grpc_pass`) cannot be told
// from here: the variable may be used elsewhere.
void add_scheme_fix(const ConfigFile& file, const nginx::Pass& pass, const WrittenValue& value,
                    const std::string& scheme, const Backend* backend, Diagnostic* diagnostic) {
  if (value.span.empty()) return;
  const bool proxy = pass.kind == PassKind::proxy;
  Protocol protocol = proxy ? Protocol::http1 : Protocol::grpc;
  if (backend != nullptr && backend->certainty == Certainty::known) {
    const Protocol tls = proxy ? Protocol::http1_tls : Protocol::grpc_tls;
    if (backend->known_to_speak(tls)) protocol = tls;
    if (!backend->known_to_speak(protocol)) return;
  }
  std::string wanted = proxy ? "http" : "grpc";
  if (is_tls(protocol)) wanted += "s";
  Fix fix;
  fix.title = "use " + quoted(wanted + value.value.substr(scheme.size()));
  const auto end = value.span.start + static_cast<uint32_t>(scheme.size());
  fix.edits.push_back(nginx::replace_span(file.source, {value.span.start, end}, wanted));
  const bool known = backend != nullptr && backend->known_to_speak(protocol);
  fix.applicability = known ? Applicability::safe : Applicability::unsafe;
  if (!known) {
    fix.assumption =
        quoted(value.value.substr(scheme.size() + 3)) + " speaks " + std::string(describe(protocol));
    if (backend != nullptr) fix.assumes = Assumption{backend->name, protocol};
  }
  diagnostic->fixes.push_back(std::move(fix));
}

// A scheme that only shows at run time.
void report_written(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                    const WrittenValue& value, const std::string& scheme, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool proxy = pass.kind == PassKind::proxy;
  const std::string directive = proxy ? "`proxy_pass`" : "`grpc_pass`";
  Diagnostic diagnostic;
  diagnostic.rule = kInvalidUpstreamScheme.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, config.tree().argument_word(pass.directive, 0).span};
  diagnostic.message =
      directive + " gets the scheme " + quoted(scheme + "://") + " at run time, which it does not know";
  diagnostic.why = "`nginx -t` does not look behind variables: each request gets 500, and the log says `" +
                   std::string(proxy ? "invalid URL prefix" : "invalid host in upstream") + "`";
  diagnostic.help =
      "name the protocol that the backend really speaks; `http://` is HTTP/1.x, gRPC needs `grpc_pass`";
  if (value.directive != pass.directive) {
    diagnostic.related.push_back(
        {{file.source, config.directive(value.directive).span}, "the value is set here"});
  }
  const Backend* backend = backend_of(subject, value, scheme);
  if (backend != nullptr) {
    diagnostic.backend = backend->name;
    diagnostic.evidence = backend->evidence;
  }
  add_scheme_fix(file, pass, value, scheme, backend, &diagnostic);
  diagnostics->add(std::move(diagnostic));
}

void check_variables(const Subject& subject, const ConfigFile& file, DiagnosticList* diagnostics) {
  const auto& passes = file.config.passes();
  if (std::none_of(passes.begin(), passes.end(), [](const nginx::Pass& pass) { return pass.variable; }))
    return;
  const VariableValues values(file.config);
  for (const nginx::Pass& pass : passes) {
    if (!pass.variable || is_overridden(file.config, pass)) continue;
    for (const WrittenValue& value : values.of(pass)) {
      const std::string scheme = scheme_of(value.value);
      if (scheme.empty() || is_valid(pass.kind, scheme)) continue;
      if (diagnostics->admit()) report_written(subject, file, pass, value, scheme, diagnostics);
      break;  // one report a directive
    }
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (!pass.variable && !is_valid(pass.kind, pass.scheme) && diagnostics->admit())
        report(subject, file, pass, diagnostics);
    }
    check_variables(subject, file, diagnostics);
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
