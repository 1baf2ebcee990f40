// What looks random and was not replaced: no detector knows it, so a person has to.
#ifndef STACKENGINE_REDACTION_LEFTOVERS_H_
#define STACKENGINE_REDACTION_LEFTOVERS_H_

#include <string_view>
#include <vector>

#include "redaction/redaction.h"

namespace stackengine::redaction {

// Appends those of `text`, of which `replaced` (ascending, disjoint) is gone. Linear.
void find_leftovers(size_t document, std::string_view text, const std::vector<Span>& replaced,
                    std::vector<Leftover>* out);

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_LEFTOVERS_H_
