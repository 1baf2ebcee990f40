#ifndef STACKENGINE_RULES_KUBERNETES_ANNOTATION_NOT_IN_EFFECT_H_
#define STACKENGINE_RULES_KUBERNETES_ANNOTATION_NOT_IN_EFFECT_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kAnnotationNotInEffect;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_ANNOTATION_NOT_IN_EFFECT_H_
