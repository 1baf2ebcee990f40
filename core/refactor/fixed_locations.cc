#include "refactor/fixed_locations.h"

#include <algorithm>
#include <map>

#include "nginx/config.h"
#include "rules/rule.h"

namespace stackengine {
namespace {

bool is_about_upstream(const Diagnostic& diagnostic) {
  const rules::Rule* rule = rules::find_rule(diagnostic.rule);
  return rule != nullptr && rule->group == "upstream" && diagnostic.severity != Severity::info;
}

// The pass directive that `place` lies in; pass directives stand in document order.
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

// Directives stand in document order.
nginx::DirectiveId directive_at(const nginx::Config& config, uint32_t start) {
  const auto& all = config.tree().directives;
  const auto found =
      std::lower_bound(all.begin(), all.end(), start,
                       [](const nginx::Directive& one, uint32_t at) { return one.span.start < at; });
  if (found == all.end() || found->span.start != start) return nginx::kNoDirective;
  return static_cast<nginx::DirectiveId>(found - all.begin());
}

void FixedLocations::add(const std::vector<Source>& sources, const std::vector<const Diagnostic*>& fixed) {
  std::map<size_t, nginx::Config> configs;
  for (const Diagnostic* diagnostic : fixed) {
    if (!is_about_upstream(*diagnostic)) continue;
    const size_t source = diagnostic->place.source;
    auto config = configs.find(source);
    if (config == configs.end()) {
      config = configs.emplace(source, nginx::Config(sources[source].text, sources[source].breaks)).first;
    }
    const nginx::Pass* pass = pass_at(config->second, diagnostic->place);
    if (pass == nullptr) continue;
    const nginx::DirectiveId block =
        config->second.settings_block(config->second.directive(pass->directive).parent);
    locations_.push_back(
        {source, block == nginx::kNoDirective ? kWholeText : config->second.directive(block).span.start});
  }
}

void FixedLocations::follow(const Shifts& shifts) {
  for (FixedLocation& location : locations_) {
    if (location.start != kWholeText) location.start = shifts.moved(location.source, location.start);
  }
}

}  // namespace stackengine
