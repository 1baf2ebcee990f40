#ifndef STACKENGINE_RULES_UPSTREAM_TRAILING_SLASH_JOIN_H_
#define STACKENGINE_RULES_UPSTREAM_TRAILING_SLASH_JOIN_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kTrailingSlashJoin;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_TRAILING_SLASH_JOIN_H_
