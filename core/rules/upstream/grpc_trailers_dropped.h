#ifndef STACKENGINE_RULES_UPSTREAM_GRPC_TRAILERS_DROPPED_H_
#define STACKENGINE_RULES_UPSTREAM_GRPC_TRAILERS_DROPPED_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kGrpcTrailersDropped;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_GRPC_TRAILERS_DROPPED_H_
