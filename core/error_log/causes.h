// The possible causes of a log entry, ranked by what the entry and the configuration allow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "error_log/error_log.h"
#include "error_log/messages.h"

namespace stackengine::error_log {

struct Cause {
  std::string_view id;       // a rule's id where a rule reports it: "plaintext-to-tls"
  std::string_view text;     // what the cause is
  std::string why;           // why it is possible here, and why at this rank
  std::string_view decides;  // what distinguishes it from the other causes
  std::string command;       // answers `decides`, for the address of the entry; may be empty
};

// What the configuration and the answers of the user say about the peer that an entry names.
struct Surroundings {
  const Backend* backend = nullptr;  // null when it is not in the configuration
  bool keepalive = false;            // the upstream keeps idle connections
};

// The best supported cause comes first; it is certain only if `certain` is set.
struct Causes {
  bool certain = false;
  std::vector<Cause> list;
};
Causes rank_causes(const Entry& entry, std::string_view text, const Message& message,
                   const Surroundings& surroundings);

}  // namespace stackengine::error_log
