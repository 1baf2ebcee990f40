#ifndef STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_ALWAYS_H_
#define STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_ALWAYS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kConnectionUpgradeAlways;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_ALWAYS_H_
