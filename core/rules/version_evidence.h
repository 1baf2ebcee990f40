// What a diagnostic says about the version of nginx that it depends on.
#ifndef STACKENGINE_RULES_VERSION_EVIDENCE_H_
#define STACKENGINE_RULES_VERSION_EVIDENCE_H_

#include <string>

#include "diagnosis/diagnostic.h"
#include "nginx/build_facts.h"

namespace stackengine::rules {

// Who says which version it is, with the place in the paste where it has one. `when_unknown`: the rest of the
// sentence when the version is not known.
Evidence version_evidence(const nginx::BuildFacts& facts, const std::string& when_unknown = {},
                          Strength strength = Strength::supporting);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VERSION_EVIDENCE_H_
