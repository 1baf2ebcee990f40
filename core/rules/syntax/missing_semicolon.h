#ifndef STACKENGINE_RULES_SYNTAX_MISSING_SEMICOLON_H_
#define STACKENGINE_RULES_SYNTAX_MISSING_SEMICOLON_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kMissingSemicolon;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_MISSING_SEMICOLON_H_
