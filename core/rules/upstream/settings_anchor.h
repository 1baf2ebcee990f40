// Where a new setting of a location goes.
#ifndef STACKENGINE_RULES_UPSTREAM_SETTINGS_ANCHOR_H_
#define STACKENGINE_RULES_UPSTREAM_SETTINGS_ANCHOR_H_

#include "nginx/config.h"

namespace stackengine::rules {

// The directive behind which settings for `pass` go: the last pass directive of its location, or the last
// block in it that may hold one. kNoDirective when the syntax around `pass` is broken, so that nothing can be
// put there before that is repaired. It is the same for every pass directive of a location, so two fixes that
// need the same setting make the same edit, not two.
nginx::DirectiveId settings_anchor(const nginx::Config& config, const nginx::Pass& pass);

// Whether a later pass directive in the same block takes the place of `pass` (measured: the last one wins).
bool is_overridden(const nginx::Config& config, const nginx::Pass& pass);

// Whether fixes for `pass` can be written: it ends with its `;`, and its location has a place for settings.
bool can_be_fixed(const nginx::Config& config, const nginx::Pass& pass);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_SETTINGS_ANCHOR_H_
