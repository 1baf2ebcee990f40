#include "refactor/verify.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "rules/rule.h"

namespace stackengine {
namespace {

// Findings of one rule and severity. Advice (`info`) is about configurations that work, so more of it is not
// worse.
using Counts = std::map<std::pair<std::string_view, Severity>, size_t>;

Counts count(const Analysis& analysis) {
  Counts counts;
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    if (diagnostic.severity != Severity::info) ++counts[{diagnostic.rule, diagnostic.severity}];
  }
  for (const Uncollected& one : analysis.uncollected) {
    if (one.severity != Severity::info) counts[{one.rule, one.severity}] += one.count;
  }
  return counts;
}

// The most faults that the readers of configuration collect (nginx/parser.cc, nginx/statements.cc): when
// some are fixed, others take their place.
constexpr size_t kMostCollected = 100000;

bool is_syntax(std::string_view rule_id) {
  const rules::Rule* rule = rules::find_rule(rule_id);
  return rule != nullptr && (rules::group_of(*rule) == "syntax" || rule->id == "yaml-syntax");
}

// A finding of that rule and severity that `before` does not have, or else the first one.
const Diagnostic* example_of(const Analysis& before, const Analysis& after,
                             const std::pair<std::string_view, Severity>& key) {
  const auto is_kin = [&](const Diagnostic& one) {
    return one.rule == key.first && one.severity == key.second;
  };
  std::set<std::string_view> known;
  for (const Diagnostic& one : before.diagnostics) {
    if (is_kin(one)) known.insert(one.message);
  }
  const Diagnostic* first = nullptr;
  for (const Diagnostic& one : after.diagnostics) {
    if (!is_kin(one)) continue;
    if (first == nullptr) first = &one;
    if (known.count(one.message) == 0) return &one;
  }
  return first;
}

// Describes why the key makes the result worse.
std::string why(const Analysis& before, const Analysis& after,
                const std::pair<std::string_view, Severity>& key,
                const std::vector<const Diagnostic*>& fixed) {
  const Diagnostic* example = example_of(before, after, key);
  if (example == nullptr) return "it would cause more findings";
  const bool stays = std::any_of(fixed.begin(), fixed.end(), [&](const Diagnostic* one) {
    return one->rule == example->rule && one->message == example->message;
  });
  if (stays) return "the finding would remain";
  return "it would cause " + std::string(key.second == Severity::error ? "an error: " : "a warning: ") +
         example->message;
}

}  // namespace

Worsening worsening(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed) {
  Worsening result;
  result.refused = !after.refusal.empty();
  result.reason = after.refusal;
  if (result.refused) return result;
  // Once nginx can read the text, it may report faults that were there before.
  const bool reveals = std::any_of(fixed.begin(), fixed.end(), [](const Diagnostic* diagnostic) {
    return is_syntax(diagnostic->rule) || diagnostic->rule == "unknown-directive";
  });
  const bool breaks = after.violations.buffers > before.violations.buffers ||
                      after.violations.upstreams > before.violations.upstreams;

  Counts expected = count(before);
  std::set<std::pair<std::string_view, Severity>> cut;
  for (const auto& [key, found] : expected) {
    if (found >= kMostCollected) cut.insert(key);
  }
  std::set<std::string_view> rules;
  bool repairs_name = false;
  bool repairs_error = false;
  bool repairs_finding = false;
  bool puts_in_force = false;
  for (const Diagnostic* diagnostic : fixed) {
    --expected[{diagnostic->rule, diagnostic->severity}];
    rules.insert(diagnostic->rule);
    puts_in_force = puts_in_force || diagnostic->rule == "settings-of-other-family";
    repairs_finding = repairs_finding || diagnostic->severity != Severity::info;
    repairs_error = repairs_error || diagnostic->severity == Severity::error;
  }
  for (const std::string_view rule : rules)
    repairs_name = repairs_name || rule == "unknown-directive" || rule == "no-break-space";
  const bool repairs_syntax = std::any_of(rules.begin(), rules.end(), is_syntax);
  std::set<std::pair<std::string_view, Severity>> grown;
  for (const auto& [key, found] : count(after)) {
    const auto& [rule, severity] = key;
    // A location that starts to work may show a warning that did not matter while it failed.
    // So may settings that had no effect before.
    // Advice on what a fix adds is not a finding.
    // A block whose name becomes known is checked for the first time.
    const bool may_come = repairs_name || cut.count(key) != 0 || (repairs_syntax && !is_syntax(rule)) ||
                          ((repairs_error || puts_in_force) && severity != Severity::error) ||
                          (repairs_finding && severity == Severity::info);
    if (found > expected[key] && !may_come) grown.insert(key);
  }
  result.more = !grown.empty() || (breaks && !reveals);
  if (!result.more) return result;
  for (const Diagnostic& diagnostic : after.diagnostics) {
    if (grown.count({diagnostic.rule, diagnostic.severity}) != 0) result.came.push_back(&diagnostic);
  }
  result.reason = grown.empty() ? "nginx would reject the result: its buffers or upstreams are inconsistent"
                                : why(before, after, *grown.begin(), fixed);
  return result;
}

}  // namespace stackengine
