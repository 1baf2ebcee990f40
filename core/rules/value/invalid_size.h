#ifndef STACKENGINE_RULES_VALUE_INVALID_SIZE_H_
#define STACKENGINE_RULES_VALUE_INVALID_SIZE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidSize;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_SIZE_H_
