#ifndef STACKENGINE_RULES_KUBERNETES_INVALID_PROXY_HTTP_VERSION_H_
#define STACKENGINE_RULES_KUBERNETES_INVALID_PROXY_HTTP_VERSION_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidProxyHttpVersion;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_INVALID_PROXY_HTTP_VERSION_H_
