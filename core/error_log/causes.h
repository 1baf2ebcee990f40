// What can have made nginx log an entry: causes, ranked by what the entry and the configuration allow.
#ifndef STACKENGINE_ERROR_LOG_CAUSES_H_
#define STACKENGINE_ERROR_LOG_CAUSES_H_

#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "error_log/error_log.h"
#include "error_log/messages.h"

namespace stackengine::error_log {

struct Cause {
  std::string_view id;       // a rule's id where a rule reports it: "plaintext-to-tls"
  std::string_view text;     // what it is
  std::string why;           // why it is possible here, and why at this rank
  std::string_view decides;  // what tells it from the other causes
  std::string command;       // that answers it, with the entry's address; empty when there is none
};

// What the configuration and the user's answers say about the peer that an entry names.
struct Surroundings {
  const Backend* backend = nullptr;  // null: not in the configuration
  bool keepalive = false;            // its upstream keeps connections
};

// Best supported first; the first is certain only where `certain`.
struct Causes {
  bool certain = false;
  std::vector<Cause> list;
};
Causes rank_causes(const Entry& entry, std::string_view text, const Message& message,
                   const Surroundings& surroundings);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_CAUSES_H_
