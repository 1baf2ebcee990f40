#ifndef STACKENGINE_RULES_SYNTAX_NO_BREAK_SPACE_H_
#define STACKENGINE_RULES_SYNTAX_NO_BREAK_SPACE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kNoBreakSpace;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_NO_BREAK_SPACE_H_
