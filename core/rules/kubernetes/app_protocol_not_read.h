#ifndef STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_READ_H_
#define STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_READ_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kAppProtocolNotRead;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_APP_PROTOCOL_NOT_READ_H_
