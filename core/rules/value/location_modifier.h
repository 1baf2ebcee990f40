#ifndef STACKENGINE_RULES_VALUE_LOCATION_MODIFIER_H_
#define STACKENGINE_RULES_VALUE_LOCATION_MODIFIER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kLocationModifier;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_LOCATION_MODIFIER_H_
