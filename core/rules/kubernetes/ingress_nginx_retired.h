#ifndef STACKENGINE_RULES_KUBERNETES_INGRESS_NGINX_RETIRED_H_
#define STACKENGINE_RULES_KUBERNETES_INGRESS_NGINX_RETIRED_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kIngressNginxRetired;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_INGRESS_NGINX_RETIRED_H_
