#ifndef STACKENGINE_RULES_SYNTAX_TOO_LONG_ARGUMENT_H_
#define STACKENGINE_RULES_SYNTAX_TOO_LONG_ARGUMENT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kTooLongArgument;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_TOO_LONG_ARGUMENT_H_
