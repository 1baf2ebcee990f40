#ifndef STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_MISMATCH_H_
#define STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_MISMATCH_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kProbeSchemeMismatch;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_MISMATCH_H_
