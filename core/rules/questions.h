// The question that a backend is: which answers there are, and what each would change.
#ifndef STACKENGINE_RULES_QUESTIONS_H_
#define STACKENGINE_RULES_QUESTIONS_H_

#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

// Marks the backends of `backends` (those of `subject`) that the fixes of `diagnostics` depend on and of
// which it is not known what they speak, and lists their options.
void ask(const Subject& subject, const std::vector<Diagnostic>& diagnostics, std::vector<Backend>* backends);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_QUESTIONS_H_
