#ifndef STACKENGINE_RULES_UPSTREAM_KEEPALIVE_WITHOUT_EFFECT_H_
#define STACKENGINE_RULES_UPSTREAM_KEEPALIVE_WITHOUT_EFFECT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kKeepaliveWithoutEffect;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_KEEPALIVE_WITHOUT_EFFECT_H_
