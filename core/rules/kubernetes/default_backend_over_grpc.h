#ifndef STACKENGINE_RULES_KUBERNETES_DEFAULT_BACKEND_OVER_GRPC_H_
#define STACKENGINE_RULES_KUBERNETES_DEFAULT_BACKEND_OVER_GRPC_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kDefaultBackendOverGrpc;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_DEFAULT_BACKEND_OVER_GRPC_H_
