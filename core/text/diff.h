// Line difference of two texts (dtl), as changes and as a unified patch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/shifts.h"
#include "text/span.h"

namespace stackengine {

// A run of different lines: `before` in the old text, `after` in the new one, both as bytes of whole lines.
// Line numbers are 1-based; for an empty side, the number is that of the line before which the other side is
// inserted.
struct Change {
  Span before;
  Span after;
  uint32_t before_line = 1;
  uint32_t before_lines = 0;
  uint32_t after_line = 1;
  uint32_t after_lines = 0;
};

// Changes in order. Line ends count, so CRLF and LF differ.
std::vector<Change> diff_lines(std::string_view before, std::string_view after);

// The same if edits changed only `regions`; linear in the texts.
std::vector<Change> diff_lines(std::string_view before, std::string_view after,
                               const std::vector<Region>& regions);

// The changes as a unified diff that `patch -p1` and `git apply` accept: `--- a/NAME`, `+++ b/NAME`, hunks
// with three lines of context, `\ No newline at end of file` where it applies. Quotes names in git's
// C style if necessary. Empty without changes.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<Change>& changes);

// Lines that are adjacent in the file that the patch is for. Parts tile both texts.
struct DiffPart {
  Span before;
  Span after;
  // The text is a fragment: its lines have other numbers in the file, so only its context locates a hunk.
  bool fragment = false;
  bool borders = true;      // the first and the last line are context
  std::string indentation;  // lost in copying: of each line, or of those without any
  bool all_lines = false;
};

// The same for a text whose parts may be apart in the file: no hunk has lines of two parts.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<DiffPart>& parts);

}  // namespace stackengine
