// Property 2, "never worse", checked on every result before anybody sees it.
#ifndef STACKENGINE_REFACTOR_VERIFY_H_
#define STACKENGINE_REFACTOR_VERIFY_H_

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

// Whether `after` is better than `before`: each diagnostic of `fixed` is gone, and no error came that was not
// there. Repairing a syntax error may reveal errors that it hid; repairing any error may bring a warning,
// and any finding advice (`info`); nothing else may come.
bool is_improvement(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed);

// Why it is not, in words: "it would bring an error: …"; empty when it is.
std::string what_is_worse(const Analysis& before, const Analysis& after,
                          const std::vector<const Diagnostic*>& fixed);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_VERIFY_H_
