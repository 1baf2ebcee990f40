#ifndef STACKENGINE_RULES_VALUE_INVALID_FLAG_H_
#define STACKENGINE_RULES_VALUE_INVALID_FLAG_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidFlag;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_FLAG_H_
