// Remembers which locations had their pass directive fixed, while further edits move them.
#ifndef STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_
#define STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_

#include <utility>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "refactor/additions.h"
#include "text/edit.h"
#include "text/source.h"

namespace stackengine {

class FixedLocations {
 public:
  // `fixed`: diagnostics of `sources` that are about to be repaired. Counts are those whose place lies in a
  // pass directive: what is wrong with a pass is what a profile is about.
  void add(const std::vector<Source>& sources, const std::vector<const Diagnostic*>& fixed);

  // Moves the locations to where `edits` put them.
  void follow(const std::vector<Edit>& edits);

  // Those that were added since the last call.
  std::vector<FixedLocation> take() { return std::exchange(locations_, {}); }
  void put_back(std::vector<FixedLocation> locations) { locations_ = std::move(locations); }
  bool empty() const { return locations_.empty(); }

 private:
  std::vector<FixedLocation> locations_;
};

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_FIXED_LOCATIONS_H_
