#ifndef STACKENGINE_RULES_KUBERNETES_H2C_CLIENT_ON_PLAIN_LISTENER_H_
#define STACKENGINE_RULES_KUBERNETES_H2C_CLIENT_ON_PLAIN_LISTENER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kH2cClientOnPlainListener;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_H2C_CLIENT_ON_PLAIN_LISTENER_H_
