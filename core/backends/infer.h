// Infers what each backend speaks, from the answers of the user, the error log, what clients got, and weak
// hints of the configuration.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "backends/client_status.h"
#include "backends/list.h"
#include "diagnosis/backend.h"
#include "error_log/error_log.h"

namespace stackengine::backends {

// The place of a log entry, and what it says.
struct LogObservation {
  Place place;
  error_log::Observation observation;
};

// What nginx sent to each backend, by name: needed to interpret what a client got.
using Wires = std::map<std::string, Wire>;

// All evidence for or against a protocol.
struct Observations {
  std::vector<LogObservation> log;
  std::vector<ClientObservation> clients;
  std::vector<BackendAnswer> answers;
  // For the text that served the clients; null when that is the text itself.
  const Wires* asked_before = nullptr;
};

// One backend for each upstream of `configs`, in order, then one for each address that a pass directive names
// directly. Fills `asked`.
std::vector<Backend> infer(const std::vector<PlacedConfig>& configs, const Observations& observations,
                           Wires* asked);

}  // namespace stackengine::backends
