// Offset → line and column, and offset → UTF-16, for one text.
#ifndef STACKENGINE_TEXT_LINE_INDEX_H_
#define STACKENGINE_TEXT_LINE_INDEX_H_

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

// Holds offsets only, no view of the text. A line ends after LF; CR is an ordinary byte, as for nginx.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // `offset` may be the text's size (the end of file).
  LineColumn at(uint32_t offset) const;

  uint32_t line_count() const { return static_cast<uint32_t>(starts_.size()); }

  // The line's bytes, its LF (and a CR before it) left out. `line` is 1-based and must exist.
  Span line(uint32_t line, std::string_view text) const;

 private:
  std::vector<uint32_t> starts_;
};

// Converts byte offsets to UTF-16 code units. A byte that is part of no valid UTF-8 sequence counts as one
// unit (what a browser shows for it is U+FFFD). Linear to build, logarithmic to ask.
class Utf16Index {
 public:
  explicit Utf16Index(std::string_view text);
  uint32_t to_utf16(uint32_t byte_offset) const;

 private:
  // Places where the difference between byte offset and UTF-16 offset changes.
  struct Step {
    uint32_t byte_offset;
    uint32_t utf16_offset;
  };
  std::vector<Step> steps_;
};

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_LINE_INDEX_H_
