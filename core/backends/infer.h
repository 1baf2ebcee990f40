// Puts together what each backend speaks: from the user's answers and from the error log.
#ifndef STACKENGINE_BACKENDS_INFER_H_
#define STACKENGINE_BACKENDS_INFER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "diagnosis/backend.h"
#include "error_log/error_log.h"
#include "nginx/config.h"

namespace stackengine::backends {

// A log entry's place, and what it says.
struct LogObservation {
  Place place;
  error_log::Observation observation;
};

// `host:port` that a pass directive names without an upstream block: the default port of its scheme filled in
// (80, 443 for https and grpcs; `unix:PATH` as it is).
std::string address_of(const nginx::Pass& pass);

// One backend for each upstream of `configs`, in order, then one for each address that a pass directive names
// directly.
std::vector<Backend> infer(const std::vector<const nginx::Config*>& configs,
                           const std::vector<LogObservation>& log, const std::vector<BackendAnswer>& answers);

}  // namespace stackengine::backends

#endif  // STACKENGINE_BACKENDS_INFER_H_
