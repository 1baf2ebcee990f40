#ifndef STACKENGINE_RULES_RELIABILITY_STREAM_CUT_BY_TIMEOUT_H_
#define STACKENGINE_RULES_RELIABILITY_STREAM_CUT_BY_TIMEOUT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kStreamCutByTimeout;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_STREAM_CUT_BY_TIMEOUT_H_
