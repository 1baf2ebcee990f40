#ifndef STACKENGINE_RULES_RELIABILITY_NAME_RESOLVED_ONCE_H_
#define STACKENGINE_RULES_RELIABILITY_NAME_RESOLVED_ONCE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kNameResolvedOnce;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_NAME_RESOLVED_ONCE_H_
