#ifndef STACKENGINE_RULES_SYNTAX_UNEXPECTED_SEMICOLON_H_
#define STACKENGINE_RULES_SYNTAX_UNEXPECTED_SEMICOLON_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUnexpectedSemicolon;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_UNEXPECTED_SEMICOLON_H_
