#ifndef STACKENGINE_RULES_UPSTREAM_SHARED_KEEPALIVE_POOL_H_
#define STACKENGINE_RULES_UPSTREAM_SHARED_KEEPALIVE_POOL_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSharedKeepalivePool;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_SHARED_KEEPALIVE_POOL_H_
