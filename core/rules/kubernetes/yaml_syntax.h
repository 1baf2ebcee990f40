#ifndef STACKENGINE_RULES_KUBERNETES_YAML_SYNTAX_H_
#define STACKENGINE_RULES_KUBERNETES_YAML_SYNTAX_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kYamlSyntax;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_YAML_SYNTAX_H_
