// What to do with a fix: the commands that deploy it, prove it, and revert it.
#pragma once

#include <string>
#include <vector>

#include "refactor/refactor.h"

namespace stackengine {

// One step. `command` is for a POSIX shell on the nginx machine, and quotes addresses, paths and names of
// the configuration so that they cannot become commands.
struct Step {
  std::string title;
  std::string command;
};

// In execution order; empty when nothing changed.
std::vector<Step> verification(const Analysis& analysis, const Refactoring& refactoring);

}  // namespace stackengine
