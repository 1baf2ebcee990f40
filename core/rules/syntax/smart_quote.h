#ifndef STACKENGINE_RULES_SYNTAX_SMART_QUOTE_H_
#define STACKENGINE_RULES_SYNTAX_SMART_QUOTE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSmartQuote;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_SMART_QUOTE_H_
