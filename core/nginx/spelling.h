// The directive that a misspelt name most likely means.
#ifndef STACKENGINE_NGINX_SPELLING_H_
#define STACKENGINE_NGINX_SPELLING_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "nginx/build_facts.h"

namespace stackengine::nginx {

struct Spelling {
  std::string_view name;   // from the table; empty when nothing is near
  bool case_only = false;  // differs in upper and lower case only
  bool accepted = false;   // nginx would take that directive there, with these arguments
  bool certain = false;    // accepted, one letter off, and the only candidate
};

// Looks among the directives that may stand in one of `contexts`. `block`, `arguments`: the statement's.
// About 0.1 ms: ask for what will be shown only.
Spelling nearest_directive(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
                           const std::optional<Version>& version);

// Whether a name that nginx does not have looks like that of a module outside it: `graphite_data`, whose
// first part no directive of nginx begins with, nor with anything near to it. About 0.1 ms, too.
bool looks_foreign(std::string_view name);

// Insertions, deletions, replacements and swaps of neighbours between the two, or `limit` + 1.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_SPELLING_H_
