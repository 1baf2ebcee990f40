// The values in an argument that say where something goes: hosts, addresses, ports, paths, variables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assistant/mark.h"

namespace stackengine::assistant {

struct Value {
  MarkKind kind = MarkKind::host;  // host, address, port, path or variable
  std::string text;                // lower case but for paths and variables; of a port `host:port`
};

// Looks at every part of `text`, wherever it stands in it: a URL inside a header's value too. A host needs a
// dot, a port or `//` before it. Linear.
std::vector<Value> values_in(std::string_view text);

// `host:port`, `host`, `[::1]:80` or `unix:PATH`, as targets are written.
std::vector<Value> values_of_authority(std::string_view authority);

}  // namespace stackengine::assistant
