// Remembers which locations had their pass directive fixed, while further edits move them.
#ifndef STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_
#define STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "nginx/config.h"
#include "text/shifts.h"
#include "text/source.h"

namespace stackengine {

// Where a location's `location` stands in the text, or kWholeText where a fragment has none.
struct FixedLocation {
  size_t source = 0;
  uint32_t start = 0;
};
inline constexpr uint32_t kWholeText = UINT32_MAX;

inline bool operator==(const FixedLocation& a, const FixedLocation& b) {
  return a.source == b.source && a.start == b.start;
}

// The directive that begins there, or kNoDirective.
nginx::DirectiveId directive_at(const nginx::Config& config, uint32_t start);

class FixedLocations {
 public:
  // `fixed`: diagnostics of `sources` that are about to be repaired. Counts are those whose place lies in a
  // pass directive: what is wrong with a pass is what a profile and the commands to verify are about.
  void add(const std::vector<Source>& sources, const std::vector<const Diagnostic*>& fixed);

  // Moves the locations to where edits put them.
  void follow(const Shifts& shifts);

  // In the order in which they were fixed; one may come several times.
  const std::vector<FixedLocation>& all() const { return locations_; }

 private:
  std::vector<FixedLocation> locations_;
};

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_
