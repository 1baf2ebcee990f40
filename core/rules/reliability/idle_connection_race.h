#ifndef STACKENGINE_RULES_RELIABILITY_IDLE_CONNECTION_RACE_H_
#define STACKENGINE_RULES_RELIABILITY_IDLE_CONNECTION_RACE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kIdleConnectionRace;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_IDLE_CONNECTION_RACE_H_
