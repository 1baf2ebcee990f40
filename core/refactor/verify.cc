#include "refactor/verify.h"

#include <map>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace stackengine {
namespace {

using Counts = std::map<std::string_view, size_t>;

Counts count_by_rule(const std::vector<Diagnostic>& diagnostics) {
  Counts counts;
  for (const Diagnostic& diagnostic : diagnostics) ++counts[diagnostic.rule];
  return counts;
}

bool is_syntax(std::string_view rule_id) {
  const rules::Rule* rule = rules::find_rule(rule_id);
  return rule != nullptr && rule->group == "syntax";
}

}  // namespace

bool is_improvement(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed) {
  if (!after.refusal.empty()) return false;
  Counts expected = count_by_rule(before.diagnostics);
  bool repairs_syntax = false;
  for (const Diagnostic* diagnostic : fixed) {
    --expected[diagnostic->rule];
    repairs_syntax = repairs_syntax || is_syntax(diagnostic->rule);
  }
  // Diagnostics that were left out for their number move up as others go.
  if (before.diagnostics_omitted > 0) return true;
  for (const auto& [rule, count] : count_by_rule(after.diagnostics)) {
    const bool may_be_revealed = repairs_syntax && !is_syntax(rule);
    if (count > expected[rule] && !may_be_revealed) return false;
  }
  return true;
}

}  // namespace stackengine
