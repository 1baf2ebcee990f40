#ifndef STACKENGINE_RULES_UPSTREAM_WEBSOCKET_UPGRADE_VALUE_H_
#define STACKENGINE_RULES_UPSTREAM_WEBSOCKET_UPGRADE_VALUE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kWebsocketUpgradeValue;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_WEBSOCKET_UPGRADE_VALUE_H_
