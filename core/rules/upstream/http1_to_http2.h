#ifndef STACKENGINE_RULES_UPSTREAM_HTTP1_TO_HTTP2_H_
#define STACKENGINE_RULES_UPSTREAM_HTTP1_TO_HTTP2_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kHttp1ToHttp2;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_HTTP1_TO_HTTP2_H_
