#ifndef STACKENGINE_RULES_SECURITY_UPSTREAM_NAME_AS_TLS_NAME_H_
#define STACKENGINE_RULES_SECURITY_UPSTREAM_NAME_AS_TLS_NAME_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUpstreamNameAsTlsName;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SECURITY_UPSTREAM_NAME_AS_TLS_NAME_H_
