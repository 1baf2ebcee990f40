// Questions to the user about what a backend speaks: the possible answers, and what each would change.
#pragma once

#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

// Marks the `backends` (those of `subject`) whose protocol is not known and that fixes of `diagnostics`
// depend on, and lists their options.
void ask(const Subject& subject, const std::vector<Diagnostic>& diagnostics, std::vector<Backend>* backends);

}  // namespace stackengine::rules
