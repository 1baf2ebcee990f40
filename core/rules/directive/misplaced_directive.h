#ifndef STACKENGINE_RULES_DIRECTIVE_MISPLACED_DIRECTIVE_H_
#define STACKENGINE_RULES_DIRECTIVE_MISPLACED_DIRECTIVE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kMisplacedDirective;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_MISPLACED_DIRECTIVE_H_
