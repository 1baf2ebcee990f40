// The backends that a configuration names, before anything is known of them.
#ifndef STACKENGINE_BACKENDS_LIST_H_
#define STACKENGINE_BACKENDS_LIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "backends/mode.h"
#include "diagnosis/backend.h"
#include "nginx/config.h"

namespace stackengine::backends {

// One file's configuration; `source` is its index in Analysis::sources.
struct PlacedConfig {
  size_t source = 0;
  const nginx::Config* config = nullptr;
};

// How many weak hints speak for each protocol.
using Votes = std::array<uint8_t, std::size(kProtocols)>;
void vote(const Protocols& protocols, Votes* votes);

struct Listed {
  Backend backend;
  Votes votes{};
  Mode mode;  // of the first pass directive that refers to it
  bool by_proxy = false;
  bool by_grpc = false;
  bool by_invalid_scheme = false;
  // What a pass directive names has no port, and no upstream block of that name was given: it may be the name
  // of an upstream that was not pasted.
  bool bare = false;
  std::string alias;  // of a bare one: the name without the default port
};

// `host:port` that a pass directive names without an upstream block: the default port of its scheme filled in
// (80, 443 for https and grpcs; `unix:PATH` as it is).
std::string address_of(const nginx::Pass& pass);

// One backend for each upstream of `configs`, in order, then one for each address that a pass directive names
// directly. Weak hints of names, ports and comments are in their evidence.
std::vector<Listed> list_backends(const std::vector<PlacedConfig>& configs);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_LIST_H_
