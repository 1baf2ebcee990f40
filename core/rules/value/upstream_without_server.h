#ifndef STACKENGINE_RULES_VALUE_UPSTREAM_WITHOUT_SERVER_H_
#define STACKENGINE_RULES_VALUE_UPSTREAM_WITHOUT_SERVER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUpstreamWithoutServer;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_UPSTREAM_WITHOUT_SERVER_H_
