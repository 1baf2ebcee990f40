#ifndef STACKENGINE_RULES_UPSTREAM_NOT_HTTP_BACKEND_H_
#define STACKENGINE_RULES_UPSTREAM_NOT_HTTP_BACKEND_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kNotHttpBackend;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_NOT_HTTP_BACKEND_H_
