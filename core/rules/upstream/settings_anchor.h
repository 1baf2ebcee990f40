// Where to insert a new setting of a location.
#pragma once

#include "nginx/config.h"

namespace stackengine::rules {

// The directive after which settings for `pass` are inserted: the last pass directive of its location, or the
// last block in it that may hold one. kNoDirective when a syntax error around `pass` must be fixed first. It
// is the same for every pass directive of a location, so two fixes that need the same setting make the same
// edit, not two.
nginx::DirectiveId settings_anchor(const nginx::Config& config, const nginx::Pass& pass);

// Whether a later pass directive in the same block overrides `pass` (measured: the last one wins).
bool is_overridden(const nginx::Config& config, const nginx::Pass& pass);

// Whether fixes for `pass` can be written: it ends with `;`, and its location has a place for settings.
bool can_be_fixed(const nginx::Config& config, const nginx::Pass& pass);

}  // namespace stackengine::rules
