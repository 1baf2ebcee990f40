// What a profile adds to a fix. It is computed on the fixed text, so it sees what the fix carried over and
// repeats nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "nginx/build_facts.h"
#include "refactor/fixed_locations.h"
#include "refactor/profile.h"
#include "text/edit.h"
#include "workspace/sources.h"

namespace stackengine {

// One added directive.
struct Addition {
  size_t source = 0;
  std::string block;      // "location /api/" or "upstream app"; empty when the text does not hold it
  std::string directive;  // "proxy_set_header Host $host;"
  std::string reason;
};

struct ProfileEdits {
  std::vector<Edit> edits;
  std::vector<Addition> additions;
  std::vector<std::string> notes;  // what was left out, and why
};

// `unsafe`: also adds where a file that was not pasted may set the same directives.
ProfileEdits profile_edits(Profile profile, bool unsafe, const Sources& sources,
                           const nginx::BuildFacts& nginx, const std::vector<FixedLocation>& locations);

}  // namespace stackengine
