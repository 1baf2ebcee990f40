#include "rules/security/sni_not_sent.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Tells of `https://` or `grpcs://` to a host name without `proxy_ssl_server_name on` (`grpc_ssl_server_name`), so that the backend does not learn by TLS which
name is meant. A hint, once for each server; a warning when the error log shows TLS handshakes that fail.

## Why is this bad
The directive is off by default. Servers that hold several certificates (CDNs, cloud load balancers, Kubernetes ingresses) choose by the name (SNI);
without it they close the connection or answer with alert 40 or 112, and nginx returns 502, or they show a certificate for another name.

## Example
```nginx
location / {
    proxy_pass https://app.example.net;
}
```
Use instead:
```nginx
location / {
    proxy_pass https://app.example.net;
    proxy_ssl_server_name on;
}
```

## Fix safety
Only shown while nothing fails. Unsafe with a failing handshake in the log, which can have other causes (TLS version, client certificate). Where the target
is an `upstream` block, the fix sets `proxy_ssl_name` to the host of its server too, because nginx would send the block's name. All versions with `proxy_ssl_server_name` (1.7.0).

## References
- nginx documentation, `proxy_ssl_server_name`: default `off`; `proxy_ssl_name`: default `$proxy_host`
- RFC 6066 section 3: alert 112, `unrecognized_name`; many servers send 40, `handshake_failure`
)";

// What servers that miss the name do (RFC 6066 section 3: alert 112; many send 40 or just close).
bool is_refused_handshake(const LogLine& line) {
  if (line.meaning == error_log::Meaning::tls_hang_up) return true;
  constexpr uint8_t kHandshakeFailure = 40;
  constexpr uint8_t kUnrecognizedName = 112;
  return line.meaning == error_log::Meaning::tls_failure &&
         (line.tls_alert == kHandshakeFailure || line.tls_alert == kUnrecognizedName);
}

// The name that the backend should be asked for; empty when none is known.
std::string name_for(const Subject& subject, const nginx::Pass& pass, bool* upstream) {
  const UpstreamPlace place = subject.upstream_named(pass.authority);
  *upstream = place.upstream != nullptr;
  if (*upstream && place.upstream->peers.empty()) return "";
  const std::string host = nginx::host_of(*upstream ? place.upstream->peers.front().address : pass.authority);
  return host.empty() || nginx::is_ip_address(host) || host.find('.') == std::string::npos ? "" : host;
}

void report(const ConfigFile& file, const nginx::Pass& pass, const std::string& name, bool upstream,
            const LogLine* line, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
  const DirectiveId block = settings_of(config, pass);
  Diagnostic diagnostic;
  diagnostic.rule = kSniNotSent.id;
  diagnostic.severity = line != nullptr ? Severity::warning : Severity::info;
  diagnostic.place = {file.source, config.directive(pass.directive).span};
  diagnostic.message =
      std::string(line != nullptr ? "suspect: " : "") + "the TLS handshake does not name " + quoted(name);
  diagnostic.why =
      "`" + family +
      "_ssl_server_name` is off by default, and servers with several certificates need the name (SNI)";
  diagnostic.help = "set `" + family + "_ssl_server_name on`";
  if (line != nullptr) {
    diagnostic.evidence.push_back(evidence_of(*line, Strength::supporting,
                                              "the backend ended the TLS handshake; a missing name is a "
                                              "common cause, TLS version and client certificate are others"));
  }
  if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix fix;
    fix.title = "send the name with the TLS handshake";
    fix.assumption = quoted(name) + " is the name that the backend has a certificate for";
    fix.applicability = line != nullptr ? Applicability::unsafe : Applicability::manual;
    std::vector<std::string> added;
    const std::vector<DirectiveId> own = config.find(block, family + "_ssl_server_name");
    if (own.empty()) {
      added.push_back(family + "_ssl_server_name on;");
    } else {
      fix.edits.push_back(
          nginx::replace_span(file.source, config.tree().argument_word(own.back(), 0).span, "on"));
    }
    if (upstream && last_in_force(config, block, family + "_ssl_name") == kNoDirective) {
      added.push_back(family + "_ssl_name " + name + ";");
    }
    if (!added.empty()) {
      fix.edits.push_back(nginx::insert_after(config, file.source, settings_anchor(config, pass), added));
    }
    if (includes_file(config, block)) fix.applicability = Applicability::manual;
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_refused_handshake);
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> told;  // servers that had their hint
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.variable || (pass.scheme != "https" && pass.scheme != "grpcs") || !has_valid_scheme(pass))
        continue;
      if (is_overridden(config, pass)) continue;
      const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
      const DirectiveId set = last_in_force(config, settings_of(config, pass), family + "_ssl_server_name");
      const std::string value = argument_or_empty(config, set, 0);
      if (set != kNoDirective && value != "off") continue;
      const LogLine* line = failures.of(pass);
      bool upstream = false;
      const std::string name = name_for(subject, pass, &upstream);
      if (name.empty()) continue;
      // `off` was written on purpose; a block of servers may share a certificate.
      if (line == nullptr && (set != kNoDirective || upstream)) continue;
      if (line == nullptr && !told.insert(enclosing(config, pass.directive, "server")).second) continue;
      if (diagnostics->admit()) report(file, pass, name, upstream, line, diagnostics);
    }
  }
}

}  // namespace

const Rule kSniNotSent = {"sni-not-sent",    "security",
                          Severity::warning, "TLS to a named backend without `proxy_ssl_server_name on`",
                          kDocumentation,    check};

}  // namespace stackengine::rules
