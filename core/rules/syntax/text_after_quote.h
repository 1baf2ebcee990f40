#ifndef STACKENGINE_RULES_SYNTAX_TEXT_AFTER_QUOTE_H_
#define STACKENGINE_RULES_SYNTAX_TEXT_AFTER_QUOTE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kTextAfterQuote;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SYNTAX_TEXT_AFTER_QUOTE_H_
