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

// The finding of that rule and severity that `before` does not have, or the first one that it has, too.
const Diagnostic* example_of(const Analysis& before, const Analysis& after,
                             const std::pair<std::string_view, Severity>& key) {
  const auto is_kin = [&](const Diagnostic& one) {
    return one.rule == key.first && one.severity == key.second;
  };
  const Diagnostic* first = nullptr;
  for (const Diagnostic& one : after.diagnostics) {
    if (!is_kin(one)) continue;
    if (first == nullptr) first = &one;
    const bool known = std::any_of(
        before.diagnostics.begin(), before.diagnostics.end(),
        [&](const Diagnostic& earlier) { return is_kin(earlier) && earlier.message == one.message; });
    if (!known) return &one;
  }
  return first;
}

}  // namespace

bool is_improvement(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed) {
  return what_is_worse(before, after, fixed).empty();
}

std::string what_is_worse(const Analysis& before, const Analysis& after,
                          const std::vector<const Diagnostic*>& fixed) {
  if (!after.refusal.empty()) return after.refusal;
  // Diagnostics that were left out for their number move up as others go.
  if (before.diagnostics_omitted > 0) return "";

  Counts expected = count(before.diagnostics);
  bool repairs_syntax = false;
  bool repairs_name = false;
  bool repairs_error = false;
  bool repairs_finding = false;
  for (const Diagnostic* diagnostic : fixed) {
    --expected[{diagnostic->rule, diagnostic->severity}];
    repairs_syntax = repairs_syntax || is_syntax(diagnostic->rule);
    repairs_name =
        repairs_name || diagnostic->rule == "unknown-directive" || diagnostic->rule == "no-break-space";
    repairs_finding = repairs_finding || diagnostic->severity != Severity::info;
    repairs_error = repairs_error || diagnostic->severity == Severity::error;
  }
  for (const auto& [key, found] : count(after.diagnostics)) {
    const auto& [rule, severity] = key;
    // A location that starts to work may show a warning that did not matter while it failed.
    // Advice on what a fix adds is no finding.
    // A block whose name becomes known is read for the first time.
    const bool may_come = repairs_name || (repairs_syntax && !is_syntax(rule)) ||
                          (repairs_error && severity != Severity::error) ||
                          (repairs_finding && severity == Severity::info);
    if (found <= expected[key] || may_come) continue;
    const Diagnostic* example = example_of(before, after, key);
    const bool stays = std::any_of(fixed.begin(), fixed.end(), [&](const Diagnostic* one) {
      return one->rule == example->rule && one->message == example->message;
    });
    if (stays) return "the finding would stay";
    return "it would bring " + std::string(severity == Severity::error ? "an error: " : "a warning: ") +
           example->message;
  }
  return "";
}

}  // namespace stackengine
