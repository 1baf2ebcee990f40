#include "rules/value/refused.h"

#include <utility>

#include "diagnosis/quoted.h"

namespace stackengine::rules {

Diagnostic refused(std::string_view rule, const Setting& setting, uint32_t i) {
  Diagnostic diagnostic;
  diagnostic.rule = rule;
  diagnostic.severity = Severity::error;
  diagnostic.place = setting.place(i);
  return diagnostic;
}

Fix rewrite(const Setting& setting, uint32_t i, const std::string& text, std::string assumption) {
  const Applicability applicability = assumption.empty() ? Applicability::safe : Applicability::unsafe;
  return {"write " + quoted(text), applicability, std::move(assumption), {{setting.place(i), text}}};
}

}  // namespace stackengine::rules
