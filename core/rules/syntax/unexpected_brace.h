#ifndef STACKENGINE_RULES_SYNTAX_UNEXPECTED_BRACE_H_
#define STACKENGINE_RULES_SYNTAX_UNEXPECTED_BRACE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUnexpectedBrace;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_UNEXPECTED_BRACE_H_
