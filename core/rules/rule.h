// One rule, and the registry of all of them.
#ifndef STACKENGINE_RULES_RULE_H_
#define STACKENGINE_RULES_RULE_H_

#include <string_view>
#include <vector>

#include "diagnosis/diagnostic_list.h"
#include "rules/subject.h"

namespace stackengine::rules {

// Whether rules carry their documentation. The page's module leaves it out, because it is a tenth of its size
// and nothing on the page shows it; the command line prints it.
#ifdef STACKENGINE_WITHOUT_DOCUMENTATION
inline constexpr bool kCarriesDocumentation = false;
#else
inline constexpr bool kCarriesDocumentation = true;
#endif

// A rule's user page; empty where rules carry none.
struct Documentation {
  // Implicit, so that a rule just names its text. NOLINTNEXTLINE(google-explicit-constructor)
  constexpr Documentation(std::string_view markdown)
      : text(kCarriesDocumentation ? markdown : std::string_view()) {}
  std::string_view text;
};

// A rule is a pure function from the subject to diagnostics, which it reports in the order of their places.
// `documentation` is its user page, in Markdown, with the headings "What it does", "Why is this bad",
// "Example", "Fix safety" and "References".
struct Rule {
  std::string_view id;     // "invalid-upstream-scheme"; also the name of its folder under tests/golden/
  std::string_view group;  // the folder under rules/
  Severity severity;       // the most severe that it reports
  std::string_view summary;
  Documentation documentation;
  void (*check)(const Subject& subject, DiagnosticList* diagnostics);
};

// All rules, by group and id.
const std::vector<const Rule*>& all_rules();

// Null for an id that no rule has.
const Rule* find_rule(std::string_view id);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RULE_H_
