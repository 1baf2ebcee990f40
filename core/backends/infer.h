// Puts together what each backend speaks: from the user's answers, the error log, what clients got, and weak
// hints of the configuration.
#ifndef STACKENGINE_BACKENDS_INFER_H_
#define STACKENGINE_BACKENDS_INFER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "backends/client_status.h"
#include "backends/list.h"
#include "diagnosis/backend.h"
#include "error_log/error_log.h"

namespace stackengine::backends {

// A log entry's place, and what it says.
struct LogObservation {
  Place place;
  error_log::Observation observation;
};

// How nginx asked each backend, by name (a mode_bit()): what a client got tells of the backend by that.
using AskedModes = std::map<std::string, uint8_t>;

// All that speaks for or against a protocol.
struct Observations {
  std::vector<LogObservation> log;
  std::vector<ClientObservation> clients;
  std::vector<BackendAnswer> answers;
  // By the text that the clients were served by; null: that text is what is read.
  const AskedModes* asked_before = nullptr;
};

// One backend for each upstream of `configs`, in order, then one for each address that a pass directive names
// directly. `asked`: filled.
std::vector<Backend> infer(const std::vector<PlacedConfig>& configs, const Observations& observations,
                           AskedModes* asked);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_INFER_H_
