// Commands that find out what a backend speaks.
#pragma once

#include <string>
#include <vector>

#include "diagnosis/backend.h"

namespace stackengine {

struct Probe {
  Protocol protocol = Protocol::http1;  // what success proves
  std::string command;
};

// For the backend's first peer; empty if no peer is known. Quotes the address as one shell word, because it
// comes from a paste and must not become a command.
std::vector<Probe> probes(const Backend& backend);

// For the address of a peer (`host:port` or `unix:PATH`).
std::vector<Probe> probes_of(const std::string& peer);

// The address of a peer in the form that `curl` and `openssl s_client` accept.
std::string curl_target(const std::string& peer, const std::string& scheme);
std::string connect_target(const std::string& peer);

}  // namespace stackengine
