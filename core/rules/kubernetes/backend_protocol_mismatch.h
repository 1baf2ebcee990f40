#ifndef STACKENGINE_RULES_KUBERNETES_BACKEND_PROTOCOL_MISMATCH_H_
#define STACKENGINE_RULES_KUBERNETES_BACKEND_PROTOCOL_MISMATCH_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kBackendProtocolMismatch;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_BACKEND_PROTOCOL_MISMATCH_H_
