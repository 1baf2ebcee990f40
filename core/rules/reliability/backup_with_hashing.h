#ifndef STACKENGINE_RULES_RELIABILITY_BACKUP_WITH_HASHING_H_
#define STACKENGINE_RULES_RELIABILITY_BACKUP_WITH_HASHING_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kBackupWithHashing;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_RELIABILITY_BACKUP_WITH_HASHING_H_
