#ifndef STACKENGINE_RULES_UPSTREAM_PLAINTEXT_TO_TLS_H_
#define STACKENGINE_RULES_UPSTREAM_PLAINTEXT_TO_TLS_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kPlaintextToTls;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_PLAINTEXT_TO_TLS_H_
