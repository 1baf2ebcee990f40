// Remembers which locations had their pass directive fixed, while further edits move them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "nginx/config.h"
#include "text/shifts.h"
#include "workspace/sources.h"

namespace stackengine {

// The offset of a location's `location`, or kWholeText in a fragment without one.
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
  // `fixed`: diagnostics of `sources` that are about to be fixed. Only those in a pass directive count,
  // because the profile and the commands to verify are about faults of pass directives.
  void add(const Sources& sources, const std::vector<const Diagnostic*>& fixed);

  // Moves the locations to where edits put them.
  void follow(const Shifts& shifts);

  // In the order in which they were fixed; a location may occur several times.
  const std::vector<FixedLocation>& all() const { return locations_; }

 private:
  std::vector<FixedLocation> locations_;
};

}  // namespace stackengine
