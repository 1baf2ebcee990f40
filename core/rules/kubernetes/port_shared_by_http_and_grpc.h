#ifndef STACKENGINE_RULES_KUBERNETES_PORT_SHARED_BY_HTTP_AND_GRPC_H_
#define STACKENGINE_RULES_KUBERNETES_PORT_SHARED_BY_HTTP_AND_GRPC_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kPortSharedByHttpAndGrpc;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_PORT_SHARED_BY_HTTP_AND_GRPC_H_
