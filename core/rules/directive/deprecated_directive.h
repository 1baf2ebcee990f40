#ifndef STACKENGINE_RULES_DIRECTIVE_DEPRECATED_DIRECTIVE_H_
#define STACKENGINE_RULES_DIRECTIVE_DEPRECATED_DIRECTIVE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kDeprecatedDirective;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_DEPRECATED_DIRECTIVE_H_
