#ifndef STACKENGINE_RULES_DIRECTIVE_DUPLICATE_DIRECTIVE_H_
#define STACKENGINE_RULES_DIRECTIVE_DUPLICATE_DIRECTIVE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kDuplicateDirective;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_DUPLICATE_DIRECTIVE_H_
