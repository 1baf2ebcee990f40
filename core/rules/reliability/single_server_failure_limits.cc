#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "rules/rule.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

// The first parameter that tries to change the default behaviour.
std::string limit_of(const nginx::Config& config, DirectiveId server) {
  for (uint32_t i = 1; i < config.tree().argument_count(server); ++i) {
    std::string parameter = config.argument(server, i);
    if (parameter.compare(0, 13, "fail_timeout=") == 0) return parameter;
    if (parameter.compare(0, 10, "max_fails=") == 0 && parameter != "max_fails=0") return parameter;
  }
  return "";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Upstream& upstream : config.upstreams()) {
      if (upstream.peers.size() != 1 || !config.find(upstream.directive, "include").empty()) continue;
      const nginx::Peer& peer = upstream.peers.front();
      const std::string host = nginx::host_of(peer.address);
      if (!host.empty() && !nginx::is_ip_address(host)) continue;
      const std::string limit = limit_of(config, peer.directive);
      if (limit.empty() || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kSingleServerFailureLimits.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {file.source, config.directive(peer.directive).span};
      diagnostic.message = quoted(limit) + " has no effect on the only server of an upstream";
      diagnostic.why = "nginx never takes the only server out of use; every request tries it";
      diagnostic.help = "add a second server, or leave it as it is";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kSingleServerFailureLimits = {"single-server-failure-limits", Severity::info,
                                         "`max_fails` or `fail_timeout` on the only server of an upstream",
                                         check};

}  // namespace stackengine::rules
