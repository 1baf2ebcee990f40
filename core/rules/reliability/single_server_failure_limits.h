#ifndef STACKENGINE_RULES_RELIABILITY_SINGLE_SERVER_FAILURE_LIMITS_H_
#define STACKENGINE_RULES_RELIABILITY_SINGLE_SERVER_FAILURE_LIMITS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSingleServerFailureLimits;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_SINGLE_SERVER_FAILURE_LIMITS_H_
