#ifndef STACKENGINE_RULES_UPSTREAM_GRPC_PASS_TO_HTTP1_H_
#define STACKENGINE_RULES_UPSTREAM_GRPC_PASS_TO_HTTP1_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kGrpcPassToHttp1;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_GRPC_PASS_TO_HTTP1_H_
