#ifndef STACKENGINE_RULES_UPSTREAM_SETTINGS_OF_OTHER_FAMILY_H_
#define STACKENGINE_RULES_UPSTREAM_SETTINGS_OF_OTHER_FAMILY_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSettingsOfOtherFamily;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_SETTINGS_OF_OTHER_FAMILY_H_
