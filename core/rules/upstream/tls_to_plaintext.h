#ifndef STACKENGINE_RULES_UPSTREAM_TLS_TO_PLAINTEXT_H_
#define STACKENGINE_RULES_UPSTREAM_TLS_TO_PLAINTEXT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kTlsToPlaintext;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_TLS_TO_PLAINTEXT_H_
