#ifndef STACKENGINE_RULES_VALUE_LISTEN_PARAMETER_H_
#define STACKENGINE_RULES_VALUE_LISTEN_PARAMETER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kListenParameter;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_LISTEN_PARAMETER_H_
