// The configurations of a workspace, as rules see them.
#pragma once

#include <vector>

#include "rules/subject.h"
#include "workspace/sources.h"

namespace stackengine {

// One per source of nginx configuration, without the code inside manifests. `sources` must outlive them.
std::vector<rules::ConfigFile> config_files(const Sources& sources);

}  // namespace stackengine
