#include "rules/rule.h"

#include <algorithm>

namespace stackengine::rules {
namespace {

#define RULE(name, group) group,
constexpr std::string_view kGroups[] = {
#include "rules/list.inc"
};
#undef RULE

#ifndef __EMSCRIPTEN__
constexpr std::string_view kPages[] = {
#include "rules/pages.inc"
};
#endif

size_t index_of(const Rule& rule) {
  const std::vector<const Rule*>& rules = all_rules();
  return static_cast<size_t>(std::find(rules.begin(), rules.end(), &rule) - rules.begin());
}

}  // namespace

const std::vector<const Rule*>& all_rules() {
#define RULE(name, group) &(name),
  static const std::vector<const Rule*> rules = {
#include "rules/list.inc"
  };
#undef RULE
  return rules;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : all_rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

std::string_view group_of(const Rule& rule) { return kGroups[index_of(rule)]; }

std::string_view page_of([[maybe_unused]] const Rule& rule) {
#ifdef __EMSCRIPTEN__
  return {};
#else
  return kPages[index_of(rule)];
#endif
}

}  // namespace stackengine::rules
