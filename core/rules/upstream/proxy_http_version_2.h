#ifndef STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_
#define STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kProxyHttpVersion2;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_
