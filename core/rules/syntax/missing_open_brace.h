#ifndef STACKENGINE_RULES_SYNTAX_MISSING_OPEN_BRACE_H_
#define STACKENGINE_RULES_SYNTAX_MISSING_OPEN_BRACE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kMissingOpenBrace;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_MISSING_OPEN_BRACE_H_
