// Evidence about the nginx version that a diagnostic depends on.
#pragma once

#include <string>

#include "diagnosis/diagnostic.h"
#include "nginx/build_facts.h"

namespace stackengine::rules {

// Names the version and its source, with the place in the paste if there is one. `when_unknown` completes the
// sentence for an unknown version.
Evidence version_evidence(const nginx::BuildFacts& facts, const std::string& when_unknown = {},
                          Strength strength = Strength::supporting);

}  // namespace stackengine::rules
