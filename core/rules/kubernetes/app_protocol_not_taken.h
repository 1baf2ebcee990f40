#ifndef STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_TAKEN_H_
#define STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_TAKEN_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kAppProtocolNotTaken;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_TAKEN_H_
