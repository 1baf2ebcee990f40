// The commands that answer what a backend speaks.
#ifndef STACKENGINE_DIAGNOSIS_PROBES_H_
#define STACKENGINE_DIAGNOSIS_PROBES_H_

#include <string>
#include <vector>

#include "diagnosis/backend.h"

namespace stackengine {

struct Probe {
  Protocol protocol = Protocol::http1;  // what a success proves
  std::string command;
};

// For the backend's first peer; none when no peer is known. The address is one shell word: it comes from a
// pasted text and must not become a command.
std::vector<Probe> probes(const Backend& backend);

// The same for a peer's address (`host:port` or `unix:PATH`).
std::vector<Probe> probes_of(const std::string& peer);

// A peer's address as `curl` and `openssl s_client` take it.
std::string curl_target(const std::string& peer, const std::string& scheme);
std::string connect_target(const std::string& peer);

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_PROBES_H_
