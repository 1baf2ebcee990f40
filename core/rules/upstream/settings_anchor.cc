#include "rules/upstream/settings_anchor.h"

#include <algorithm>
#include <vector>

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_complete(const nginx::Directive& directive) {
  return directive.terminator != nginx::Terminator::missing && directive.closed;
}

// The last complete directive of those names directly in `block`, or kNoDirective.
DirectiveId last_of(const nginx::Config& config, DirectiveId block, const char* first_name,
                    const char* second_name) {
  const DirectiveId first = config.last_complete(block, first_name);
  const DirectiveId second = config.last_complete(block, second_name);
  if (first == kNoDirective || second == kNoDirective) return first == kNoDirective ? second : first;
  return std::max(first, second);
}

}  // namespace

DirectiveId settings_anchor(const nginx::Config& config, const nginx::Pass& pass) {
  const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  DirectiveId anchor = last_of(config, block, "proxy_pass", "grpc_pass");
  return anchor != kNoDirective ? anchor : last_of(config, block, "if", "limit_except");
}

bool is_overridden(const nginx::Config& config, const nginx::Pass& pass) {
  const DirectiveId parent = config.directive(pass.directive).parent;
  for (const char* name : {"proxy_pass", "grpc_pass"}) {
    const DirectiveId last = config.last(parent, name);
    if (last != kNoDirective && last > pass.directive) return true;
  }
  return false;
}

bool can_be_fixed(const nginx::Config& config, const nginx::Pass& pass) {
  return is_complete(config.directive(pass.directive)) && settings_anchor(config, pass) != kNoDirective;
}

}  // namespace stackengine::rules
