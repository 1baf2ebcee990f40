#ifndef STACKENGINE_RULES_KUBERNETES_PROBE_CONTRADICTS_INGRESS_H_
#define STACKENGINE_RULES_KUBERNETES_PROBE_CONTRADICTS_INGRESS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kProbeContradictsIngress;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_PROBE_CONTRADICTS_INGRESS_H_
