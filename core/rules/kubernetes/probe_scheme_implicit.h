#ifndef STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_IMPLICIT_H_
#define STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_IMPLICIT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kProbeSchemeImplicit;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_PROBE_SCHEME_IMPLICIT_H_
