#ifndef STACKENGINE_RULES_DIRECTIVE_REMOVED_DIRECTIVE_H_
#define STACKENGINE_RULES_DIRECTIVE_REMOVED_DIRECTIVE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kRemovedDirective;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_REMOVED_DIRECTIVE_H_
