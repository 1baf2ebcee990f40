#include "rules/upstream/surroundings.h"

#include "rules/upstream/headers.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// As in nginx/config.cc: keeps hostile nesting linear.
constexpr int kMaxLevels = 1000;

}  // namespace

DirectiveId enclosing(const nginx::Config& config, DirectiveId id, std::string_view name) {
  DirectiveId block = config.directive(id).parent;
  for (int level = 0; level < kMaxLevels && block != kNoDirective; ++level) {
    if (config.name(block) == name) return block;
    block = config.directive(block).parent;
  }
  return kNoDirective;
}

std::string argument_or_empty(const nginx::Config& config, DirectiveId id, uint32_t index) {
  if (id == kNoDirective || config.tree().argument_count(id) <= index) return "";
  return config.argument(id, index);
}

DirectiveId last_in_force(const nginx::Config& config, DirectiveId block, std::string_view directive_name) {
  const std::vector<DirectiveId> ids = config.in_force(block, directive_name);
  return ids.empty() ? kNoDirective : ids.back();
}

DirectiveId header_in_force(const nginx::Config& config, DirectiveId block, std::string_view directive_name,
                            std::string_view header) {
  DirectiveId found = kNoDirective;
  for (const DirectiveId id : config.in_force(block, directive_name)) {
    if (config.tree().argument_count(id) == 2 && header_name(config, id) == header) found = id;
  }
  return found;
}

bool includes_file(const nginx::Config& config, DirectiveId block, bool at_http) {
  for (int level = 0; level < kMaxLevels && block != kNoDirective; ++level) {
    const bool is_http = config.name(block) == "http";
    if ((!is_http || at_http) && !config.find(block, "include").empty()) return true;
    if (is_http) return false;
    block = config.directive(block).parent;
  }
  return at_http && !config.find(kNoDirective, "include").empty();
}

DirectiveId settings_of(const nginx::Config& config, const nginx::Pass& pass) {
  return config.settings_block(config.directive(pass.directive).parent);
}

bool LocationMatch::is_prefix() const {
  return (modifier.empty() || modifier == "^~") && !path.empty() && path.front() == '/';
}

// `location =/path` and `location ~regex` are one word (ngx_http_core_module.c, ngx_http_core_location).
LocationMatch match_of(const nginx::Config& config, DirectiveId block) {
  LocationMatch match;
  if (block == kNoDirective || config.name(block) != "location") return match;
  const uint32_t count = config.tree().argument_count(block);
  if (count >= 2) {
    match.modifier = config.argument(block, 0);
    match.path = config.argument(block, 1);
  } else if (count == 1) {
    match.path = config.argument(block, 0);
    for (const char* modifier : {"^~", "~*", "~", "="}) {
      const std::string_view prefix = modifier;
      if (match.path.compare(0, prefix.size(), prefix) != 0) continue;
      match.modifier = modifier;
      match.path.erase(0, prefix.size());
      break;
    }
  }
  return match;
}

bool speaks_http_1_0(const Subject& subject, const nginx::Config& config, DirectiveId block, bool* assumed) {
  const DirectiveId version = last_in_force(config, block, "proxy_http_version");
  if (version != kNoDirective) return argument_or_empty(config, version, 0) == "1.0";
  if (!subject.nginx().version) {
    *assumed = true;
    return true;
  }
  return !(*subject.nginx().version >= nginx::kUpstreamKeepaliveDefaults);
}

bool speaks_http_2(const nginx::Config& config, DirectiveId block) {
  return argument_or_empty(config, last_in_force(config, block, "proxy_http_version"), 0) == "2";
}

bool has_valid_scheme(const nginx::Pass& pass) {
  if (pass.variable) return true;
  if (pass.kind == nginx::PassKind::proxy) return pass.scheme == "http" || pass.scheme == "https";
  return pass.scheme.empty() || pass.scheme == "grpc" || pass.scheme == "grpcs";
}

bool is_terminated(const nginx::Config& config, DirectiveId id) {
  return config.errors().empty() && config.directive(id).terminator == nginx::Terminator::semicolon;
}

}  // namespace stackengine::rules
