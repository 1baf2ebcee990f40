#ifndef STACKENGINE_RULES_UPSTREAM_GRPC_WITHOUT_HTTP2_LISTENER_H_
#define STACKENGINE_RULES_UPSTREAM_GRPC_WITHOUT_HTTP2_LISTENER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kGrpcWithoutHttp2Listener;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_GRPC_WITHOUT_HTTP2_LISTENER_H_
