#ifndef STACKENGINE_RULES_DIRECTIVE_WRONG_ARGUMENT_COUNT_H_
#define STACKENGINE_RULES_DIRECTIVE_WRONG_ARGUMENT_COUNT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kWrongArgumentCount;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_WRONG_ARGUMENT_COUNT_H_
