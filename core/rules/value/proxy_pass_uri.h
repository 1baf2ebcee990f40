#ifndef STACKENGINE_RULES_VALUE_PROXY_PASS_URI_H_
#define STACKENGINE_RULES_VALUE_PROXY_PASS_URI_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kProxyPassUri;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_PROXY_PASS_URI_H_
