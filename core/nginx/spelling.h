// Finds the directive that a misspelt name most likely means.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "nginx/build_facts.h"

namespace stackengine::nginx {

struct Spelling {
  std::string_view name;   // from the table; empty if nothing is similar
  bool case_only = false;  // differs in upper and lower case only
  bool accepted = false;   // nginx would accept the directive there, with these arguments
  bool certain = false;    // accepted, one letter off, and the only candidate
};

// Searches the directives that are allowed in one of `contexts`. `block` and `arguments` describe the
// statement. Takes about 0.1 ms: call it only for names that will be shown.
Spelling nearest_directive(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
                           const std::optional<Version>& version);

// Whether an unknown name looks like a third-party module's: `graphite_data`, because no directive of nginx
// begins with `graphite` or a similar word. Takes about 0.1 ms, too.
bool looks_foreign(std::string_view name);

// The number of insertions, deletions, replacements and swaps of neighbours between the two, at most `limit`
// + 1.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace stackengine::nginx
