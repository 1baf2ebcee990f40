#ifndef STACKENGINE_RULES_VALUE_DATA_BLOCK_ENTRY_H_
#define STACKENGINE_RULES_VALUE_DATA_BLOCK_ENTRY_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kDataBlockEntry;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_DATA_BLOCK_ENTRY_H_
