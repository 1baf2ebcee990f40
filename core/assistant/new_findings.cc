#include "assistant/new_findings.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "rules/rule.h"

namespace stackengine::assistant {
namespace {

std::string_view group_of(const Diagnostic& diagnostic) {
  const rules::Rule* rule = rules::find_rule(diagnostic.rule);
  return rule == nullptr ? std::string_view() : rules::group_of(*rule);
}

using Key = std::pair<std::string, std::string>;

Key key_of(const Diagnostic& diagnostic) { return {diagnostic.rule, diagnostic.message}; }

MarkKind kind_of(const Diagnostic& diagnostic) {
  if (diagnostic.rule == "unknown-directive" || diagnostic.rule == "needs-newer-nginx" ||
      diagnostic.rule == "removed-directive")
    return MarkKind::unknown_directive;
  if (diagnostic.severity != Severity::error) return MarkKind::finding;
  const std::string_view group = group_of(diagnostic);
  const bool checked = group == "syntax" || group == "directive" || group == "value" ||
                       diagnostic.rule == "yaml-syntax" || !diagnostic.nginx_message.empty();
  return checked ? MarkKind::nginx_refuses : MarkKind::finding;
}

}  // namespace

std::vector<NewFinding> new_findings(const Analysis& before, const Analysis& after) {
  std::map<Key, size_t> known;
  for (const Diagnostic& diagnostic : before.diagnostics) ++known[key_of(diagnostic)];
  std::vector<NewFinding> found;
  for (const Diagnostic& diagnostic : after.diagnostics) {
    if (diagnostic.severity == Severity::info) continue;
    size_t& left = known[key_of(diagnostic)];
    if (left > 0) {
      --left;
    } else {
      found.push_back({&diagnostic, kind_of(diagnostic)});
    }
  }
  return found;
}

bool has_syntax_errors(const Analysis& analysis) {
  return std::any_of(analysis.diagnostics.begin(), analysis.diagnostics.end(), [](const Diagnostic& one) {
    return group_of(one) == "syntax" || one.rule == "yaml-syntax";
  });
}

}  // namespace stackengine::assistant
