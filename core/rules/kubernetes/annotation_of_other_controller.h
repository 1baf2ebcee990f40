#ifndef STACKENGINE_RULES_KUBERNETES_ANNOTATION_OF_OTHER_CONTROLLER_H_
#define STACKENGINE_RULES_KUBERNETES_ANNOTATION_OF_OTHER_CONTROLLER_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kAnnotationOfOtherController;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_ANNOTATION_OF_OTHER_CONTROLLER_H_
