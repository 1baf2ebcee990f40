// Where edits move the offsets of a text (logarithmic time), and which parts they change (linear time).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/edit.h"

namespace stackengine {

// Offsets after edits that are applied together.
class Shifts {
 public:
  explicit Shifts(const std::vector<Edit>& edits);

  // An insertion at the offset itself comes before it.
  uint32_t moved(size_t source, uint32_t offset) const;

 private:
  struct Step {
    size_t source;
    uint32_t end;   // of the replaced span
    int64_t shift;  // of everything after it, in that source
  };
  std::vector<Step> steps_;  // by source and end
};

// A replaced part of a text. The text between two regions is unchanged.
struct Region {
  Span before;
  Span after;
};

// Adds edits of the text after `regions`. `regions` are ascending and separate; `edits` are of one source and
// pairwise compatible.
std::vector<Region> followed_by(const std::vector<Region>& regions, std::vector<Edit> edits);

}  // namespace stackengine
