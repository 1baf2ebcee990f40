#ifndef STACKENGINE_RULES_SYNTAX_BYTE_ORDER_MARK_H_
#define STACKENGINE_RULES_SYNTAX_BYTE_ORDER_MARK_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kByteOrderMark;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_BYTE_ORDER_MARK_H_
