#ifndef STACKENGINE_RULES_KUBERNETES_HTTP_PROBE_ON_GRPC_H_
#define STACKENGINE_RULES_KUBERNETES_HTTP_PROBE_ON_GRPC_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kHttpProbeOnGrpc;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_HTTP_PROBE_ON_GRPC_H_
