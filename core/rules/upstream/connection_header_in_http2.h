#ifndef STACKENGINE_RULES_UPSTREAM_CONNECTION_HEADER_IN_HTTP2_H_
#define STACKENGINE_RULES_UPSTREAM_CONNECTION_HEADER_IN_HTTP2_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kConnectionHeaderInHttp2;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_CONNECTION_HEADER_IN_HTTP2_H_
