#include "rules/upstream/keepalive_needs.h"

#include <vector>

#include "rules/upstream/headers.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// The `proxy_http_version` in force, or kNoDirective.
DirectiveId version_in_force(const nginx::Config& config, DirectiveId block) {
  const std::vector<DirectiveId> ids = config.in_force(block, "proxy_http_version");
  return ids.empty() ? kNoDirective : ids.back();
}

bool is_http_1_0(const nginx::Config& config, DirectiveId version) {
  if (version == kNoDirective) return true;
  return config.tree().argument_count(version) == 1 && config.argument(version, 0) == "1.0";
}

// The `proxy_set_header Connection …` in force, or kNoDirective.
DirectiveId connection_in_force(const nginx::Config& config, DirectiveId block) {
  DirectiveId found = kNoDirective;
  for (const DirectiveId id : config.in_force(block, "proxy_set_header")) {
    if (header_name(config, id) == "connection") found = id;
  }
  return found;
}

bool says_close(const nginx::Config& config, DirectiveId connection) {
  return config.tree().argument_count(connection) == 2 &&
         lower_case(config.argument(connection, 1)) == "close";
}

}  // namespace

KeepaliveNeeds keepalive_needs(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  if (subject.nginx().version && *subject.nginx().version >= nginx::kUpstreamKeepaliveDefaults) return {};
  const UpstreamPlace upstream = subject.upstream_named(pass.authority);
  if (upstream.upstream == nullptr || upstream.upstream->keepalive == kNoDirective) return {};

  const nginx::Config& config = file.config;
  const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  const DirectiveId connection = connection_in_force(config, block);
  KeepaliveNeeds needs;
  needs.version = is_http_1_0(config, version_in_force(config, block));
  needs.connection = connection == kNoDirective || says_close(config, connection);
  return needs;
}

}  // namespace stackengine::rules
