#include "analysis/evidence_time.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace stackengine {
namespace {

bool was_observed(const Evidence& evidence) {
  return evidence.kind == EvidenceKind::log_line || evidence.kind == EvidenceKind::client;
}

}  // namespace

void forget_later_contradictions(const Analysis& before, Analysis* after) {
  std::set<std::string_view> of_backends;
  for (const Backend& backend : after->backends) {
    for (const Evidence& evidence : backend.evidence) of_backends.insert(evidence.text);
  }
  const auto contradicts = [&](const Diagnostic& diagnostic) {
    return std::any_of(diagnostic.evidence.begin(), diagnostic.evidence.end(), [&](const Evidence& evidence) {
      return was_observed(evidence) && of_backends.count(evidence.text) == 0;
    });
  };
  // Compared by content, because edits have moved them.
  std::map<std::pair<std::string_view, std::string_view>, size_t> known;
  for (const Diagnostic& diagnostic : before.diagnostics) {
    if (!diagnostic.evidence.empty()) ++known[{diagnostic.rule, diagnostic.message}];
  }
  auto& list = after->diagnostics;
  list.erase(std::remove_if(list.begin(), list.end(),
                            [&](const Diagnostic& diagnostic) {
                              if (!contradicts(diagnostic)) return false;
                              const auto found = known.find({diagnostic.rule, diagnostic.message});
                              if (found == known.end() || found->second == 0) return true;
                              --found->second;
                              return false;
                            }),
             list.end());
}

}  // namespace stackengine
