// Converts offsets of one text to line and column, and to UTF-16.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine {

// Both 1-based; the column counts bytes.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;
};

// Holds only offsets, no view of the text. A line ends after LF; CR is an ordinary byte, as in nginx.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // `offset` may be the size of the text (the end of file).
  LineColumn at(uint32_t offset) const;

  uint32_t line_count() const { return static_cast<uint32_t>(starts_.size()); }

  // The bytes of the line, without its LF (and a CR before it). `line` is 1-based and must exist.
  Span line(uint32_t line, std::string_view text) const;

 private:
  std::vector<uint32_t> starts_;
};

// Converts byte offsets to UTF-16 code units. A byte outside valid UTF-8 counts as one unit, because a
// browser shows U+FFFD for it. Linear to build, logarithmic per question.
class Utf16Index {
 public:
  explicit Utf16Index(std::string_view text);
  uint32_t to_utf16(uint32_t byte_offset) const;

 private:
  // The places where the difference between byte offset and UTF-16 offset changes.
  struct Step {
    uint32_t byte_offset;
    uint32_t utf16_offset;
  };
  std::vector<Step> steps_;
};

}  // namespace stackengine
