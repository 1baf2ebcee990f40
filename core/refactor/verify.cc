#include "refactor/verify.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "rules/rule.h"

namespace stackengine {
namespace {

// Findings of one rule and severity. Advice (`info`) is about configurations that work, so more of it is not
// worse.
using Counts = std::map<std::pair<std::string_view, Severity>, size_t>;

Counts count(const std::vector<Diagnostic>& diagnostics) {
  Counts counts;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::info) ++counts[{diagnostic.rule, diagnostic.severity}];
  }
  return counts;
}

bool is_syntax(std::string_view rule_id) {
  const rules::Rule* rule = rules::find_rule(rule_id);
  return rule != nullptr && (rule->group == "syntax" || rule->id == "yaml-syntax");
}

}  // namespace

bool is_improvement(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed) {
  if (!after.refusal.empty()) return false;
  // Once nginx can read the text, it may show what was wrong with it all the time.
  const auto breaks = [](const nginx::Violations& old, const nginx::Violations& now) {
    return now.buffers > old.buffers || now.upstreams > old.upstreams;
  };
  const bool reveals = std::any_of(fixed.begin(), fixed.end(), [](const Diagnostic* diagnostic) {
    return is_syntax(diagnostic->rule) || diagnostic->rule == "unknown-directive";
  });
  if (!reveals && breaks(before.violations, after.violations)) return false;
  // Diagnostics that were left out for their number move up as others go.
  if (before.diagnostics_omitted > 0) return true;

  Counts expected = count(before.diagnostics);
  bool repairs_syntax = false;
  bool repairs_name = false;
  bool repairs_error = false;
  bool repairs_finding = false;
  bool puts_in_force = false;
  for (const Diagnostic* diagnostic : fixed) {
    --expected[{diagnostic->rule, diagnostic->severity}];
    repairs_syntax = repairs_syntax || is_syntax(diagnostic->rule);
    repairs_name =
        repairs_name || diagnostic->rule == "unknown-directive" || diagnostic->rule == "no-break-space";
    puts_in_force = puts_in_force || diagnostic->rule == "settings-of-other-family";
    repairs_finding = repairs_finding || diagnostic->severity != Severity::info;
    repairs_error = repairs_error || diagnostic->severity == Severity::error;
  }
  for (const auto& [key, found] : count(after.diagnostics)) {
    const auto& [rule, severity] = key;
    // A location that starts to work may show a warning that did not matter while it failed.
    // So may settings that had no effect before.
    // Advice on what a fix adds is no finding.
    // A block whose name becomes known is read for the first time.
    const bool may_come = repairs_name || (repairs_syntax && !is_syntax(rule)) ||
                          ((repairs_error || puts_in_force) && severity != Severity::error) ||
                          (repairs_finding && severity == Severity::info);
    if (found > expected[key] && !may_come) return false;
  }
  return true;
}

}  // namespace stackengine
