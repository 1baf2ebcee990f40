// Half-open byte ranges of a text, the only positions in the engine. Only report/ and protocol/ convert to
// UTF-16.
#pragma once

#include <cstdint>
#include <string_view>

namespace stackengine {

// [start, end) in bytes. 32 bits: engine.h limits a document to less than 2 GiB.
struct Span {
  uint32_t start = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - start; }
  bool empty() const { return start == end; }
  bool contains(uint32_t offset) const { return start <= offset && offset < end; }
  bool overlaps(const Span& other) const { return start < other.end && other.start < end; }

  // The bytes of the span; `text` must be the document that the span belongs to.
  std::string_view in(std::string_view text) const { return text.substr(start, end - start); }
};

inline bool operator==(const Span& a, const Span& b) { return a.start == b.start && a.end == b.end; }
inline bool operator!=(const Span& a, const Span& b) { return !(a == b); }
inline bool operator<(const Span& a, const Span& b) {
  return a.start != b.start ? a.start < b.start : a.end < b.end;
}

}  // namespace stackengine
