// Property 2, "never worse", checked on every result before anybody sees it.
#ifndef STACKENGINE_REFACTOR_VERIFY_H_
#define STACKENGINE_REFACTOR_VERIFY_H_

#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

// Whether `after` is better than `before`: each diagnostic of `fixed` is gone, and no error came that was not
// there; nor does it break what nginx demands across directives more often than before. Repairing a syntax
// error may reveal errors that it hid; repairing any error may bring a warning, and so may settings that get
// an effect, and any finding advice (`info`); nothing else may come.
bool is_improvement(const Analysis& before, const Analysis& after,
                    const std::vector<const Diagnostic*>& fixed);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_VERIFY_H_
