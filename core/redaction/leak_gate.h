// The independent check over outgoing bytes: refuses when a protected value is left in them.
// Shares no code with the detectors on purpose (facts/redaction.md 5.5).
#ifndef STACKENGINE_REDACTION_LEAK_GATE_H_
#define STACKENGINE_REDACTION_LEAK_GATE_H_

#include <string_view>
#include <vector>

#include "redaction/redaction.h"

namespace stackengine::redaction {

struct Leak {
  size_t entry = 0;      // index into Vault::entries
  Span span;             // in the outgoing text
  const char* encoding;  // "raw", "lower-case", "URL-encoded", "base64"
};

// Empty: the text may leave. Linear in the text.
std::vector<Leak> find_leaks(std::string_view outgoing, const Vault& vault);

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_LEAK_GATE_H_
