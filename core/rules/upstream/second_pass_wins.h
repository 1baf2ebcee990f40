#ifndef STACKENGINE_RULES_UPSTREAM_SECOND_PASS_WINS_H_
#define STACKENGINE_RULES_UPSTREAM_SECOND_PASS_WINS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSecondPassWins;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_SECOND_PASS_WINS_H_
