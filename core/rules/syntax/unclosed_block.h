#ifndef STACKENGINE_RULES_SYNTAX_UNCLOSED_BLOCK_H_
#define STACKENGINE_RULES_SYNTAX_UNCLOSED_BLOCK_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kUnclosedBlock;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_UNCLOSED_BLOCK_H_
