#ifndef STACKENGINE_RULES_RELIABILITY_RETRY_OF_UNSAFE_REQUESTS_H_
#define STACKENGINE_RULES_RELIABILITY_RETRY_OF_UNSAFE_REQUESTS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kRetryOfUnsafeRequests;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_RETRY_OF_UNSAFE_REQUESTS_H_
