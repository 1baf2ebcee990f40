#ifndef STACKENGINE_RULES_UPSTREAM_INHERITED_HEADERS_DROPPED_H_
#define STACKENGINE_RULES_UPSTREAM_INHERITED_HEADERS_DROPPED_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kInheritedHeadersDropped;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_INHERITED_HEADERS_DROPPED_H_
