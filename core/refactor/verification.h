// What to do once the fix is made: the commands that put it to use, prove it, and take it back.
#ifndef STACKENGINE_REFACTOR_VERIFICATION_H_
#define STACKENGINE_REFACTOR_VERIFICATION_H_

#include <string>
#include <vector>

#include "refactor/refactor.h"

namespace stackengine {

// One step; `command` is for a POSIX shell on the machine of nginx, and holds addresses, paths and names of
// the configuration as words that cannot become commands.
struct Step {
  std::string title;
  std::string command;
};

// In the order in which they are to be run; empty when nothing changed.
std::vector<Step> verification(const Analysis& analysis, const Refactoring& refactoring);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_VERIFICATION_H_
