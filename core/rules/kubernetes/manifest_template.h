#ifndef STACKENGINE_RULES_KUBERNETES_MANIFEST_TEMPLATE_H_
#define STACKENGINE_RULES_KUBERNETES_MANIFEST_TEMPLATE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kManifestTemplate;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_MANIFEST_TEMPLATE_H_
