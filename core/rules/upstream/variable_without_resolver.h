#ifndef STACKENGINE_RULES_UPSTREAM_VARIABLE_WITHOUT_RESOLVER_H_
#define STACKENGINE_RULES_UPSTREAM_VARIABLE_WITHOUT_RESOLVER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kVariableWithoutResolver;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_VARIABLE_WITHOUT_RESOLVER_H_
