#ifndef STACKENGINE_RULES_DIRECTIVE_NEEDS_NEWER_NGINX_H_
#define STACKENGINE_RULES_DIRECTIVE_NEEDS_NEWER_NGINX_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kNeedsNewerNginx;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_NEEDS_NEWER_NGINX_H_
