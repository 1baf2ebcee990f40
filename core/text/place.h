// A place in one of the analysed texts.
#pragma once

#include <cstddef>

#include "text/span.h"

namespace stackengine {

struct Place {
  size_t source = 0;  // index into Analysis::sources
  Span span;          // in that source's text
};

inline bool operator==(const Place& a, const Place& b) { return a.source == b.source && a.span == b.span; }
inline bool operator<(const Place& a, const Place& b) {
  return a.source != b.source ? a.source < b.source : a.span < b.span;
}

}  // namespace stackengine
