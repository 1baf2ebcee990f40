#ifndef STACKENGINE_RULES_SECURITY_SNI_NOT_SENT_H_
#define STACKENGINE_RULES_SECURITY_SNI_NOT_SENT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSniNotSent;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_SECURITY_SNI_NOT_SENT_H_
