#ifndef STACKENGINE_RULES_DIRECTIVE_BLOCK_MISMATCH_H_
#define STACKENGINE_RULES_DIRECTIVE_BLOCK_MISMATCH_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kBlockMismatch;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_BLOCK_MISMATCH_H_
