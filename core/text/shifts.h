// Where edits put what stands in a text, and which parts of it they changed: in logarithmic and linear time.
#ifndef STACKENGINE_TEXT_SHIFTS_H_
#define STACKENGINE_TEXT_SHIFTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/edit.h"

namespace stackengine {

// Where offsets lie after edits that were applied together.
class Shifts {
 public:
  explicit Shifts(const std::vector<Edit>& edits);

  // An insertion at the offset itself stands before it.
  uint32_t moved(size_t source, uint32_t offset) const;

 private:
  struct Step {
    size_t source;
    uint32_t end;   // of what was replaced
    int64_t shift;  // of everything behind it, in that source
  };
  std::vector<Step> steps_;  // by source and end
};

// A part of a text that was replaced. What lies between two regions is the same before and after.
struct Region {
  Span before;
  Span after;
};

// Adds edits of the text that `regions` lead to. `regions`: ascending, apart from each other. `edits`: of one
// source, pairwise compatible.
std::vector<Region> followed_by(const std::vector<Region>& regions, std::vector<Edit> edits);

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_SHIFTS_H_
