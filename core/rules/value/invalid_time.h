#ifndef STACKENGINE_RULES_VALUE_INVALID_TIME_H_
#define STACKENGINE_RULES_VALUE_INVALID_TIME_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidTime;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_TIME_H_
