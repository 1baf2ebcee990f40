#ifndef STACKENGINE_RULES_VALUE_INVALID_KEYWORD_H_
#define STACKENGINE_RULES_VALUE_INVALID_KEYWORD_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidKeyword;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_INVALID_KEYWORD_H_
