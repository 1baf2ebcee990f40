#ifndef STACKENGINE_RULES_DIRECTIVE_UNKNOWN_DIRECTIVE_H_
#define STACKENGINE_RULES_DIRECTIVE_UNKNOWN_DIRECTIVE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUnknownDirective;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_UNKNOWN_DIRECTIVE_H_
