#ifndef STACKENGINE_RULES_VALUE_INVALID_NUMBER_H_
#define STACKENGINE_RULES_VALUE_INVALID_NUMBER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidNumber;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_NUMBER_H_
