// The leak gate for what goes to a model.
//
// It is redaction's gate over the exact bytes, less one thing: a name that is a word of the request itself. A
// backend called `messages` or `explanation` is replaced wherever the configuration uses it, but the word
// stands in every request for everybody's configuration (in our instructions, in the providers' JSON) and
// tells nothing there. Behind `//`, `@`, `upstream ` and `server ` it is a name and stays refused. Secrets,
// addresses and names with a dot or a digit are never excused.
#ifndef STACKENGINE_ASSISTANT_GATE_H_
#define STACKENGINE_ASSISTANT_GATE_H_

#include <string_view>
#include <vector>

#include "redaction/leak_gate.h"

namespace stackengine::assistant {

std::vector<redaction::Leak> find_outgoing_leaks(std::string_view outgoing, const redaction::Vault& vault);

}  // namespace stackengine::assistant

#endif  // STACKENGINE_ASSISTANT_GATE_H_
