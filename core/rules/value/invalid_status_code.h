#ifndef STACKENGINE_RULES_VALUE_INVALID_STATUS_CODE_H_
#define STACKENGINE_RULES_VALUE_INVALID_STATUS_CODE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidStatusCode;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_STATUS_CODE_H_
