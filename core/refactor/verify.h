// Checks property 2, "never worse", on every result before it is shown.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

// What is worse in `after` than in `before`, when `fixed` were fixed: the new findings other than the
// expected ones. Fixing a syntax error may reveal errors that it hid; fixing any error may cause a
// warning, as may settings that take effect; fixing any finding may cause advice (`info`).
struct Worsening {
  bool refused = false;                 // the engine no longer accepts the text
  bool more = false;                    // some finding, or nginx::Violations, occur more often than before
  std::vector<const Diagnostic*> came;  // all findings in `after` of a kind that occurs more often
  std::string reason;  // the reason: "it would cause an error: …"; empty when it is not worse

  bool any() const { return refused || more; }
};
Worsening worsening(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed);

// The reason why not: "it would cause an error: …"; empty when it is.
std::string what_is_worse(const Analysis& before, const Analysis& after,
                          const std::vector<const Diagnostic*>& fixed);

}  // namespace stackengine
