#ifndef STACKENGINE_RULES_UPSTREAM_GRPC_WEB_TO_GRPC_PASS_H_
#define STACKENGINE_RULES_UPSTREAM_GRPC_WEB_TO_GRPC_PASS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kGrpcWebToGrpcPass;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_GRPC_WEB_TO_GRPC_PASS_H_
