#ifndef STACKENGINE_RULES_KUBERNETES_GRPC_PROBE_ON_TLS_H_
#define STACKENGINE_RULES_KUBERNETES_GRPC_PROBE_ON_TLS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kGrpcProbeOnTls;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_GRPC_PROBE_ON_TLS_H_
