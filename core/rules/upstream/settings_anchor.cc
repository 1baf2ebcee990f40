#include "rules/upstream/settings_anchor.h"

#include <algorithm>

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// The last complete directive of those names directly in `block`, or kNoDirective.
DirectiveId last_of(const nginx::Config& config, DirectiveId block, const char* first_name, const char* second_name) {
  DirectiveId last = kNoDirective;
  for (const char* name : {first_name, second_name}) {
    for (const DirectiveId id : config.find(block, name)) {
      const bool complete = config.directive(id).terminator != nginx::Terminator::missing && config.directive(id).closed;
      if (complete && (last == kNoDirective || id > last)) last = id;
    }
  }
  return last;
}

}  // namespace

DirectiveId settings_anchor(const nginx::Config& config, const nginx::Pass& pass) {
  const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  DirectiveId anchor = last_of(config, block, "proxy_pass", "grpc_pass");
  if (anchor == kNoDirective) anchor = last_of(config, block, "if", "limit_except");
  if (anchor != kNoDirective) return anchor;
  anchor = pass.directive;
  while (config.directive(anchor).parent != block) anchor = config.directive(anchor).parent;
  return anchor;
}

}  // namespace stackengine::rules
