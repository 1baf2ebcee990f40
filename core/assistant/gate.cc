#include "assistant/gate.h"

#include <algorithm>

namespace stackengine::assistant {

std::vector<redaction::Leak> find_outgoing_leaks(std::string_view outgoing, std::string_view frame,
                                                 const redaction::Vault& vault) {
  std::vector<redaction::Leak> leaks = redaction::find_leaks(outgoing, vault);
  if (leaks.empty()) return leaks;
  std::vector<size_t> surplus(vault.entries.size());  // by entry: places that the frame does not have
  for (const redaction::Leak& leak : leaks) ++surplus[leak.entry];
  for (const redaction::Leak& leak : redaction::find_leaks(frame, vault)) {
    if (surplus[leak.entry] > 0) --surplus[leak.entry];
  }
  leaks.erase(std::remove_if(leaks.begin(), leaks.end(),
                             [&](const redaction::Leak& leak) { return surplus[leak.entry] == 0; }),
              leaks.end());
  return leaks;
}

}  // namespace stackengine::assistant
