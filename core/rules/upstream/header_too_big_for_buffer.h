#ifndef STACKENGINE_RULES_UPSTREAM_HEADER_TOO_BIG_FOR_BUFFER_H_
#define STACKENGINE_RULES_UPSTREAM_HEADER_TOO_BIG_FOR_BUFFER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kHeaderTooBigForBuffer;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_HEADER_TOO_BIG_FOR_BUFFER_H_
