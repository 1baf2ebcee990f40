#ifndef STACKENGINE_RULES_VALUE_INVALID_REGEX_H_
#define STACKENGINE_RULES_VALUE_INVALID_REGEX_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidRegex;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_REGEX_H_
