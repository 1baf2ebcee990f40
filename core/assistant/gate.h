// The leak gate for what goes to a model.
//
// It is redaction's gate over the exact bytes, less one thing: the words of the request itself. A backend
// called `messages` or `failover` is replaced wherever the configuration uses it, but the word also stands in
// our instructions and in the providers' JSON, in every request for everybody's configuration, and tells
// nothing there. Who composes the request knows which bytes are its own, and hands over the frame: the same
// request with all of the user's data left out. What the gate finds of a value in the frame alone is excused;
// one place more than the frame has, and every place of that value is a leak.
#pragma once

#include <string_view>
#include <vector>

#include "redaction/leak_gate.h"

namespace stackengine::assistant {

std::vector<redaction::Leak> find_outgoing_leaks(std::string_view outgoing, std::string_view frame,
                                                 const redaction::Vault& vault);

}  // namespace stackengine::assistant
