#ifndef STACKENGINE_RULES_UPSTREAM_INVALID_UPSTREAM_SCHEME_H_
#define STACKENGINE_RULES_UPSTREAM_INVALID_UPSTREAM_SCHEME_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInvalidUpstreamScheme;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_INVALID_UPSTREAM_SCHEME_H_
