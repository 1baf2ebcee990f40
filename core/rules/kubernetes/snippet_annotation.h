#ifndef STACKENGINE_RULES_KUBERNETES_SNIPPET_ANNOTATION_H_
#define STACKENGINE_RULES_KUBERNETES_SNIPPET_ANNOTATION_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kSnippetAnnotation;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_SNIPPET_ANNOTATION_H_
