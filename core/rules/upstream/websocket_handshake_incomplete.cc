#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/connection_upgrade_map.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// The settings of one pass directive; a missing directive is kNoDirective.
struct Handshake {
  DirectiveId block = kNoDirective;
  DirectiveId upgrade = kNoDirective;
  DirectiveId connection = kNoDirective;
  bool http_1_0 = false;
  bool assumed = false;  // http_1_0 depends on an unknown version
  bool upgrade_missing = false;
  bool connection_missing = false;

  DirectiveId trigger() const { return upgrade != kNoDirective ? upgrade : connection; }
  bool incomplete() const { return http_1_0 || upgrade_missing || connection_missing; }
};

bool is_set(const nginx::Config& config, DirectiveId header) {
  return !argument_or_empty(config, header, 1).empty();
}

// A header directive with too few or too many words: nginx rejects it, and its meaning is unclear.
bool any_malformed(const nginx::Config& config, DirectiveId block) {
  const std::vector<DirectiveId> headers = config.in_force(block, "proxy_set_header");
  return std::any_of(headers.begin(), headers.end(),
                     [&](DirectiveId id) { return config.tree().argument_count(id) != 2; });
}

Handshake handshake_of(const Subject& subject, const nginx::Config& config, const nginx::Pass& pass) {
  Handshake handshake;
  handshake.block = settings_of(config, pass);
  handshake.upgrade = header_in_force(config, handshake.block, "proxy_set_header", "upgrade");
  handshake.connection = header_in_force(config, handshake.block, "proxy_set_header", "connection");
  if (any_malformed(config, handshake.block)) return handshake;
  if (!wants_websocket(config, handshake.block) || speaks_http_2(config, handshake.block)) return handshake;
  handshake.http_1_0 = speaks_http_1_0(subject, config, handshake.block, &handshake.assumed);
  handshake.upgrade_missing = !is_set(config, handshake.upgrade);
  const std::string connection = argument_or_empty(config, handshake.connection, 1);
  handshake.connection_missing = !says_upgrade(connection) && connection.find('$') == std::string::npos;
  return handshake;
}

std::string missing_text(const nginx::Config& config, const Handshake& handshake) {
  std::vector<std::string> parts;
  if (handshake.http_1_0) parts.emplace_back("`proxy_http_version 1.1`");
  if (handshake.upgrade_missing) parts.emplace_back("`Upgrade $http_upgrade`");
  if (handshake.connection_missing) {
    parts.emplace_back(is_set(config, handshake.connection) || handshake.connection == kNoDirective
                           ? "`Connection \"upgrade\"`"
                           : "`Connection \"upgrade\"` (it is set to empty)");
  }
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

Fix fix_for(const Subject& subject, const ConfigFile& file, const Handshake& handshake) {
  const nginx::Config& config = file.config;
  const DirectiveId trigger = handshake.trigger();
  Fix fix;
  fix.title = "complete the WebSocket handshake";
  std::vector<std::string> added;
  if (handshake.http_1_0) {
    const DirectiveId version = last_in_force(config, handshake.block, "proxy_http_version");
    if (version != kNoDirective) {
      fix.edits.push_back(
          nginx::replace_span(file.source, config.tree().argument_word(version, 0).span, "1.1"));
    } else {
      added.emplace_back("proxy_http_version 1.1;");
    }
  }
  if (handshake.upgrade_missing) {
    if (handshake.upgrade != kNoDirective) {
      fix.edits.push_back(nginx::replace_span(
          file.source, config.tree().argument_word(handshake.upgrade, 1).span, "$http_upgrade"));
    } else {
      added.emplace_back("proxy_set_header Upgrade $http_upgrade;");
    }
  }
  ConnectionUpgradeMap map;
  if (handshake.connection_missing) {
    // A fixed value is right only where all requests are WebSocket: see connection-upgrade-always.
    if (takes_plain_requests(config, handshake.block)) map = connection_upgrade_map(subject, file, trigger);
    const std::string value =
        takes_plain_requests(config, handshake.block) ? "$connection_upgrade" : "\"upgrade\"";
    for (Edit& edit : map.edits) fix.edits.push_back(std::move(edit));
    if (handshake.connection != kNoDirective) {
      fix.edits.push_back(
          nginx::replace_span(file.source, config.tree().argument_word(handshake.connection, 1).span, value));
    } else {
      added.push_back("proxy_set_header Connection " + value + ";");
    }
  }
  if (!added.empty()) fix.edits.push_back(nginx::insert_after(config, file.source, trigger, added));

  const auto assume = [&fix](const std::string& what) {
    fix.assumption += (fix.assumption.empty() ? "" : "; ") + what;
  };
  if (handshake.upgrade_missing || handshake.connection_missing) assume("WebSocket clients connect here");
  if (!map.assumption.empty()) assume(map.assumption);
  if (includes_file(config, handshake.block)) assume("the included files set none of this");
  const bool needs_map = handshake.connection_missing && takes_plain_requests(config, handshake.block);
  if (needs_map && !map.available) assume("a `map` in `http` defines `$connection_upgrade`");
  fix.applicability = fix.assumption.empty() ? Applicability::safe : Applicability::unsafe;
  if (needs_map && !map.available) fix.applicability = Applicability::manual;
  return fix;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> seen;  // headers set for a whole server are reported once
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || !has_valid_scheme(pass) || is_overridden(config, pass))
        continue;
      const Handshake handshake = handshake_of(subject, config, pass);
      if (!handshake.incomplete() || !seen.insert(handshake.trigger()).second) continue;
      if (!diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kWebsocketHandshakeIncomplete.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(handshake.trigger()).span};
      diagnostic.message = "the WebSocket handshake lacks " + missing_text(config, handshake);
      diagnostic.why =
          handshake.upgrade_missing || handshake.connection_missing
              ? "nginx does not pass on `Upgrade` and `Connection` by default, so the backend sees a plain request"
              : "nginx speaks HTTP/1.0 to the backend by default, and a server must ignore `Upgrade` in an HTTP/1.0 request";
      diagnostic.help = "set `Upgrade`, `Connection` and HTTP/1.1 together";
      diagnostic.related.push_back(
          {{file.source, config.directive(pass.directive).span}, "requests are passed on here"});
      if (handshake.http_1_0 &&
          last_in_force(config, handshake.block, "proxy_http_version") == kNoDirective) {
        diagnostic.evidence.push_back(
            version_evidence(subject.nginx(), "from 1.29.7, HTTP/1.1 is the default"));
      }
      if (is_terminated(config, handshake.trigger()))
        diagnostic.fixes.push_back(fix_for(subject, file, handshake));
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kWebsocketHandshakeIncomplete = {"websocket-handshake-incomplete", Severity::warning,
                                            "a WebSocket handshake that lacks a header or HTTP/1.1", check};

}  // namespace stackengine::rules
