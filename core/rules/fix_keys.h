// What a fix sets, by meaning: two fixes that set the same thing differently cannot be applied together,
// however far apart their edits are.
#pragma once

#include "diagnosis/diagnostic.h"
#include "rules/subject.h"

namespace stackengine::rules {

// Derives Fix::keys of each fix of `diagnostic` from its edits. A key names
//   - a setting of a block: `proxy_read_timeout`, `proxy_set_header host`, or any directive that is added;
//   - the same setting in the enclosing blocks, because the fix relies on what its block inherits;
//   - the family of the block's pass directive: a fix that adds a `proxy_*` setting relies on `proxy_pass`.
// Edits outside the files of `subject` give no keys.
void set_keys(const Subject& subject, Diagnostic* diagnostic);

// Whether the fix, which must have its keys, changes a pass directive: other findings there depend on it.
bool changes_pass(const Fix& fix);

}  // namespace stackengine::rules
