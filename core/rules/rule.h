// One rule, and the registry of all of them.
//
// A rule is two files, rules/GROUP/rule_id.cc and its user page rules/GROUP/rule_id.md. The build lists the
// rules by their pages: it declares `kRuleId` below and registers it.
#pragma once

#include <string_view>
#include <vector>

#include "diagnosis/diagnostic_list.h"
#include "rules/subject.h"

namespace stackengine::rules {

// A rule is a pure function from the subject to diagnostics. It reports them in the order of their places.
struct Rule {
  std::string_view id;  // "invalid-upstream-scheme"; also the name of its folder under tests/golden/
  Severity severity;    // the most severe that it reports
  std::string_view summary;
  void (*check)(const Subject& subject, DiagnosticList* diagnostics);
};

#define RULE(name, group) extern const Rule name;
#include "rules/list.inc"
#undef RULE

// All rules, by group and id.
const std::vector<const Rule*>& all_rules();

// Null for an id that no rule has.
const Rule* find_rule(std::string_view id);

// The folder of the rule: "upstream".
std::string_view group_of(const Rule& rule);

// The rule's user page, in Markdown. Empty in the WebAssembly modules, because the web page does not show
// them.
std::string_view page_of(const Rule& rule);

}  // namespace stackengine::rules
