// What a profile adds beside a fix, computed on the fixed text: so it sees what the fix carried along, and
// repeats nothing.
#ifndef STACKENGINE_REFACTOR_ADDITIONS_H_
#define STACKENGINE_REFACTOR_ADDITIONS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "nginx/build_facts.h"
#include "refactor/fixed_locations.h"
#include "refactor/profile.h"
#include "text/edit.h"
#include "text/source.h"

namespace stackengine {

// One directive that was added.
struct Addition {
  size_t source = 0;
  std::string block;      // "location /api/" or "upstream app"; empty when the text holds none around it
  std::string directive;  // "proxy_set_header Host $host;"
  std::string reason;
};

struct ProfileEdits {
  std::vector<Edit> edits;
  std::vector<Addition> additions;
  std::vector<std::string> notes;  // what was left out, and why
};

// `unsafe`: also where a file that was not given may say the same.
ProfileEdits profile_edits(Profile profile, bool unsafe, const std::vector<Source>& sources,
                           const nginx::BuildFacts& nginx, const std::vector<FixedLocation>& locations);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_ADDITIONS_H_
