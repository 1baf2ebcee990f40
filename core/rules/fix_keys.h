// What a fix sets, by meaning: two fixes that set the same thing differently do not go together, however far
// apart their edits are.
#ifndef STACKENGINE_RULES_FIX_KEYS_H_
#define STACKENGINE_RULES_FIX_KEYS_H_

#include "diagnosis/diagnostic.h"
#include "rules/subject.h"

namespace stackengine::rules {

// Reads from its edits what each fix of `diagnostic` sets, into Fix::keys. A key names
//   - a setting of a block: `proxy_read_timeout`, `proxy_set_header host`, or any directive that is added;
//   - the same setting in the blocks around, because the fix counts on what its block inherits of it;
//   - the family that passes on from a block: a fix that adds a `proxy_*` setting counts on `proxy_pass`.
// Places and edits must lie in files of `subject`; others give no keys.
void set_keys(const Subject& subject, Diagnostic* diagnostic);

// Whether the fix, once it has its keys, changes a pass directive: what others say beside it depends on that.
bool changes_pass(const Fix& fix);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_FIX_KEYS_H_
