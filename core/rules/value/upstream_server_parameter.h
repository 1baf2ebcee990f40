#ifndef STACKENGINE_RULES_VALUE_UPSTREAM_SERVER_PARAMETER_H_
#define STACKENGINE_RULES_VALUE_UPSTREAM_SERVER_PARAMETER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUpstreamServerParameter;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_UPSTREAM_SERVER_PARAMETER_H_
