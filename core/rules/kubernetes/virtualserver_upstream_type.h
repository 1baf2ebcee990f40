#ifndef STACKENGINE_RULES_KUBERNETES_VIRTUALSERVER_UPSTREAM_TYPE_H_
#define STACKENGINE_RULES_KUBERNETES_VIRTUALSERVER_UPSTREAM_TYPE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kVirtualserverUpstreamType;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_VIRTUALSERVER_UPSTREAM_TYPE_H_
