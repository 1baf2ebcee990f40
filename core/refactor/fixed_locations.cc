#include "refactor/fixed_locations.h"

#include <algorithm>

#include "nginx/config.h"
#include "rules/rule.h"

namespace stackengine {
namespace {

bool is_about_upstream(const Diagnostic& diagnostic) {
  const rules::Rule* rule = rules::find_rule(diagnostic.rule);
  return rule != nullptr && rules::group_of(*rule) == "upstream" && diagnostic.severity != Severity::info;
}

// The pass directive that contains `place`; pass directives are in document order.
const nginx::Pass* pass_at(const nginx::Config& config, const Place& place) {
  const auto& passes = config.passes();
  const auto after = std::upper_bound(
      passes.begin(), passes.end(), place.span.start,
      [&](uint32_t at, const nginx::Pass& pass) { return at < config.directive(pass.directive).span.start; });
  if (after == passes.begin()) return nullptr;
  const nginx::Pass& pass = *(after - 1);
  return place.span.start < config.directive(pass.directive).span.end ? &pass : nullptr;
}

}  // namespace

// Directives are in document order.
nginx::DirectiveId directive_at(const nginx::Config& config, uint32_t start) {
  const auto& all = config.tree().directives;
  const auto found =
      std::lower_bound(all.begin(), all.end(), start,
                       [](const nginx::Directive& one, uint32_t at) { return one.span.start < at; });
  if (found == all.end() || found->span.start != start) return nginx::kNoDirective;
  return static_cast<nginx::DirectiveId>(found - all.begin());
}

void FixedLocations::add(const Sources& sources, const std::vector<const Diagnostic*>& fixed) {
  for (const Diagnostic* diagnostic : fixed) {
    if (!is_about_upstream(*diagnostic)) continue;
    const size_t source = diagnostic->place.source;
    if (!sources[source].config) continue;
    const nginx::Config& config = *sources[source].config;
    const nginx::Pass* pass = pass_at(config, diagnostic->place);
    if (pass == nullptr) continue;
    const nginx::DirectiveId block = config.settings_block(config.directive(pass->directive).parent);
    locations_.push_back(
        {source, block == nginx::kNoDirective ? kWholeText : config.directive(block).span.start});
  }
}

void FixedLocations::follow(const Shifts& shifts) {
  for (FixedLocation& location : locations_) {
    if (location.start != kWholeText) location.start = shifts.moved(location.source, location.start);
  }
}

}  // namespace stackengine
