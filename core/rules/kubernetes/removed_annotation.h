#ifndef STACKENGINE_RULES_KUBERNETES_REMOVED_ANNOTATION_H_
#define STACKENGINE_RULES_KUBERNETES_REMOVED_ANNOTATION_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kRemovedAnnotation;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_REMOVED_ANNOTATION_H_
