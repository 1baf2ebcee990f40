// The backends that a configuration names, before anything is known about them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "diagnosis/backend.h"
#include "diagnosis/wire.h"
#include "nginx/config.h"

namespace stackengine::backends {

// The configuration of one file; `source` is its index in Analysis::sources.
struct PlacedConfig {
  size_t source = 0;
  const nginx::Config* config = nullptr;
};

// How many weak hints support each protocol.
using Votes = std::array<uint8_t, std::size(kProtocols)>;
void vote(const Protocols& protocols, Votes* votes);

struct Listed {
  Backend backend;
  Votes votes{};
  Wire wire = kHttpWire;  // of the first pass directive that refers to it
  bool by_proxy = false;
  bool by_grpc = false;
  bool by_invalid_scheme = false;
  // The name in the pass directive has no port, and there is no upstream block of that name: it may be the
  // name of an upstream that was not pasted.
  bool bare = false;
  std::string alias;  // of a bare one: the name without the default port
};

// The `host:port` of a pass directive without an upstream block, with the default port of its scheme filled
// in (80, 443 for https and grpcs; `unix:PATH` unchanged).
std::string address_of(const nginx::Pass& pass);

// Whether an authority ends in a port.
bool has_port(const std::string& authority);

// One backend for each upstream of `configs`, in order, then one for each address that a pass directive names
// directly. Weak hints of names, ports and comments are in their evidence.
std::vector<Listed> list_backends(const std::vector<PlacedConfig>& configs);

}  // namespace stackengine::backends
