#ifndef STACKENGINE_RULES_KUBERNETES_INVALID_PROBE_H_
#define STACKENGINE_RULES_KUBERNETES_INVALID_PROBE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidProbe;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_INVALID_PROBE_H_
