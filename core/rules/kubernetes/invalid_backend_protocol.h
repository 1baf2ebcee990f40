#ifndef STACKENGINE_RULES_KUBERNETES_INVALID_BACKEND_PROTOCOL_H_
#define STACKENGINE_RULES_KUBERNETES_INVALID_BACKEND_PROTOCOL_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidBackendProtocol;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_INVALID_BACKEND_PROTOCOL_H_
