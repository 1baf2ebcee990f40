#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

bool is_down(const nginx::Config& config, DirectiveId server) {
  for (uint32_t i = 1; i < config.tree().argument_count(server); ++i) {
    if (config.argument(server, i) == "down") return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const Backend& backend : subject.backends()) {
    if (!backend.used) continue;
    const UpstreamPlace place = subject.upstream_named(backend.name);
    if (place.upstream == nullptr || place.upstream->peers.empty()) continue;
    const nginx::Config& config = place.file->config;
    if (!config.find(place.upstream->directive, "include").empty()) continue;
    const auto& peers = place.upstream->peers;
    const bool all_down = std::all_of(
        peers.begin(), peers.end(), [&](const nginx::Peer& peer) { return is_down(config, peer.directive); });
    if (!all_down || !diagnostics->admit()) continue;

    Diagnostic diagnostic;
    diagnostic.rule = kAllServersDown.id;
    diagnostic.severity = Severity::error;
    diagnostic.place = {place.file->source, config.directive(peers.front().directive).span};
    diagnostic.message = "every server of upstream " + quoted(backend.name) + " is marked `down`";
    diagnostic.why = "nginx has no server to send requests to: it answers 502 and logs `no live upstreams`";
    diagnostic.help = "remove `down` from a server that works";
    for (size_t i = 1; i < peers.size(); ++i) {
      diagnostic.related.push_back(
          {{place.file->source, config.directive(peers[i].directive).span}, "also `down`"});
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kAllServersDown = {"all-servers-down", Severity::error,
                              "an upstream whose servers are all marked `down`", check};

}  // namespace stackengine::rules
