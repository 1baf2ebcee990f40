#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"
#include "rules/upstream/connection_upgrade_map.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

std::string missing_text(const KeepaliveNeeds& needs) {
  if (needs.version && needs.connection)
    return "`proxy_http_version 1.1` and an empty `Connection` header are missing";
  return needs.version ? "`proxy_http_version 1.1` is missing" : "an empty `Connection` header is missing";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const bool http = pass.scheme == "http" || pass.scheme == "https";
      if (pass.kind != nginx::PassKind::proxy || !http || is_overridden(config, pass)) continue;
      // A WebSocket handshake fails for the same reasons, which matters more:
      // websocket-handshake-incomplete.
      if (wants_websocket(config, settings_of(config, pass))) continue;
      const KeepaliveNeeds needs = keepalive_needs(subject, file, pass);
      if (!needs.any() || !diagnostics->admit()) continue;
      const UpstreamPlace upstream = subject.upstream_named(pass.authority);

      Diagnostic diagnostic;
      diagnostic.rule = kKeepaliveWithoutEffect.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message =
          "`keepalive` of upstream " + quoted(pass.authority) + " has no effect here: " + missing_text(needs);
      diagnostic.why = subject.nginx().version
                           ? "nginx " + nginx::to_string(*subject.nginx().version) +
                                 " speaks HTTP/1.0 and sends `Connection: close` by default"
                           : "before 1.29.7 nginx speaks HTTP/1.0 and sends `Connection: close` by default";
      diagnostic.help = "set both in the location that passes requests to the upstream";
      diagnostic.related.push_back(
          {{upstream.file->source, upstream.file->config.directive(upstream.upstream->keepalive).span},
           "`keepalive` is set here"});
      diagnostic.evidence.push_back(
          version_evidence(subject.nginx(), "from 1.29.7, `keepalive` works without them"));
      if (can_be_fixed(config, pass)) {
        LocationSettings settings = location_settings(subject, file, pass, kHttpWire, needs);
        Applicability applicability =
            settings.assumption.empty() ? Applicability::safe : Applicability::unsafe;
        if (settings.manual) applicability = Applicability::manual;
        diagnostic.fixes.push_back(
            {"make `keepalive` work", applicability, settings.assumption, std::move(settings.edits)});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kKeepaliveWithoutEffect = {
    "keepalive-without-effect", Severity::warning,
    "upstream `keepalive` without HTTP/1.1 and an empty `Connection` header", check};

}  // namespace stackengine::rules
