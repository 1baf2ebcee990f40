#ifndef STACKENGINE_RULES_RELIABILITY_ALL_SERVERS_DOWN_H_
#define STACKENGINE_RULES_RELIABILITY_ALL_SERVERS_DOWN_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kAllServersDown;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_ALL_SERVERS_DOWN_H_
