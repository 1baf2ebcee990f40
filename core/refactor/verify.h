// Property 2, "never worse", checked on every result before anybody sees it.
#ifndef STACKENGINE_REFACTOR_VERIFY_H_
#define STACKENGINE_REFACTOR_VERIFY_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

// What is worse in `after` than in `before`, when `fixed` were repaired: the findings that came beyond those
// that may come. Repairing a syntax error may reveal errors that it hid; repairing any error may bring a
// warning, and so may settings that get an effect, and any finding advice (`info`); nothing else may come.
struct Worsening {
  bool refused = false;  // the engine does not take the text any more
  bool more = false;     // there are more of some finding, or of nginx::Violations, than before
  std::vector<const Diagnostic*> came;  // all in `after` of the findings that became more
  std::string reason;  // why it is worse: "it would bring an error: …"; empty when it is not

  bool any() const { return refused || more; }
};
Worsening worsening(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed);

// Why it is not, in words: "it would bring an error: …"; empty when it is.
std::string what_is_worse(const Analysis& before, const Analysis& after,
                          const std::vector<const Diagnostic*>& fixed);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_VERIFY_H_
