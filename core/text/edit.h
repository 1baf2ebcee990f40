// Replacements of byte ranges, and how to apply a set of them in one pass.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/place.h"

namespace stackengine {

// Replaces `place.span` with `text`. An empty span inserts, an empty text deletes.
struct Edit {
  Place place;
  std::string text;
};

inline bool operator==(const Edit& a, const Edit& b) { return a.place == b.place && a.text == b.text; }

// Whether the two can be applied together: their spans do not overlap, or they are the same edit.
// Two different insertions at one point are compatible and keep their order.
bool compatible(const Edit& a, const Edit& b);

// Applies the edits of one source to its text; identical edits count once. All edits must lie inside the
// text and be pairwise compatible. Bytes outside the edits are copied unchanged.
std::string apply_edits(std::string_view text, std::vector<Edit> edits);

// The edits of each of `sources` sources.
std::vector<std::vector<Edit>> by_source(const std::vector<Edit>& edits, size_t sources);

}  // namespace stackengine
