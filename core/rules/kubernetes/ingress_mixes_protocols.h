#ifndef STACKENGINE_RULES_KUBERNETES_INGRESS_MIXES_PROTOCOLS_H_
#define STACKENGINE_RULES_KUBERNETES_INGRESS_MIXES_PROTOCOLS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kIngressMixesProtocols;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_INGRESS_MIXES_PROTOCOLS_H_
