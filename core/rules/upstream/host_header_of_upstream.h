#ifndef STACKENGINE_RULES_UPSTREAM_HOST_HEADER_OF_UPSTREAM_H_
#define STACKENGINE_RULES_UPSTREAM_HOST_HEADER_OF_UPSTREAM_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kHostHeaderOfUpstream;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_HOST_HEADER_OF_UPSTREAM_H_
