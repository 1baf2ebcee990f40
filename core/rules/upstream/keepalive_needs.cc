#include "rules/upstream/keepalive_needs.h"

#include <string>
#include <string_view>

#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kClearConnection = "proxy_set_header Connection \"\";";
constexpr std::string_view kHttp11 = "proxy_http_version 1.1;";

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

std::vector<Edit> keepalive_edits(const ConfigFile& file, const nginx::Pass& pass,
                                  const KeepaliveNeeds& needs) {
  const nginx::Config& config = file.config;
  const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  std::vector<Edit> edits;
  std::vector<std::string> added;

  const DirectiveId version = version_in_force(config, block);
  if (needs.version && version != kNoDirective && config.directive(version).parent == block) {
    edits.push_back(nginx::replace_span(file.document, config.tree().argument_word(version, 0).span, "1.1"));
  } else if (needs.version) {
    added.emplace_back(kHttp11);
  }

  const DirectiveId connection = connection_in_force(config, block);
  const bool replaces =
      needs.connection && connection != kNoDirective && config.directive(connection).parent == block;
  if (replaces) {
    edits.push_back(
        nginx::replace_span(file.document, config.tree().argument_word(connection, 1).span, "\"\""));
  }
  const std::vector<DirectiveId> renamed =
      pass.kind == nginx::PassKind::grpc ? config.find(block, "grpc_set_header") : std::vector<DirectiveId>();
  const bool first_header =
      config.find(block, "proxy_set_header").empty() && (needs.connection || !renamed.empty());
  if (first_header) {
    for (const DirectiveId id : inherited_headers(config, block, "proxy_set_header", renamed)) {
      if (!needs.connection || header_name(config, id) != "connection")
        added.push_back(source_of(config, id));
    }
  }
  if (needs.connection && !replaces) added.emplace_back(kClearConnection);
  if (!added.empty()) {
    edits.push_back(nginx::insert_after(config, file.document, settings_anchor(config, pass), added));
  }
  return edits;
}

}  // namespace stackengine::rules
