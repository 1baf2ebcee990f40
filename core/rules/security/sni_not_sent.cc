#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// What servers do when the name is missing (RFC 6066 section 3: alert 112; many send 40 or just close).
bool is_refused_handshake(const LogLine& line) {
  if (line.meaning == error_log::Meaning::tls_hang_up) return true;
  constexpr uint8_t kHandshakeFailure = 40;
  constexpr uint8_t kUnrecognizedName = 112;
  return line.meaning == error_log::Meaning::tls_failure &&
         (line.tls_alert == kHandshakeFailure || line.tls_alert == kUnrecognizedName);
}

// The name to send to the backend; empty if none is known.
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
      line != nullptr ? "the TLS handshake fails, possibly because it does not send the name " + quoted(name)
                      : "the TLS handshake does not send the name " + quoted(name);
  diagnostic.why =
      "`" + family +
      "_ssl_server_name` is off by default, and servers with several certificates need the name (SNI)";
  diagnostic.help = "set `" + family + "_ssl_server_name on`";
  if (line != nullptr) {
    diagnostic.evidence.push_back(evidence_of(
        *line, Strength::supporting,
        "the backend ended the TLS handshake; a missing name is a common cause, the TLS version and the client certificate are others"));
  }
  if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix fix;
    fix.title = "send the name in the TLS handshake";
    fix.assumption = "the backend has a certificate for " + quoted(name);
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
    std::set<DirectiveId> told;  // servers that already have a hint
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
      // `off` is deliberate, and the servers of an upstream may share a certificate.
      if (line == nullptr && (set != kNoDirective || upstream)) continue;
      if (line == nullptr && !told.insert(enclosing(config, pass.directive, "server")).second) continue;
      if (diagnostics->admit()) report(file, pass, name, upstream, line, diagnostics);
    }
  }
}

}  // namespace

const Rule kSniNotSent = {"sni-not-sent", Severity::warning,
                          "TLS to a named backend without `proxy_ssl_server_name on`", check};

}  // namespace stackengine::rules
