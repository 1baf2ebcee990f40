// Line difference of two texts (dtl), as changes and as a unified patch.
#ifndef STACKENGINE_TEXT_DIFF_H_
#define STACKENGINE_TEXT_DIFF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/shifts.h"
#include "text/span.h"

namespace stackengine {

// A run of lines that differs: `before` in the old text, `after` in the new one, both whole lines in bytes.
// Line numbers are 1-based; for an empty side they name the line before which the other side is inserted.
struct Change {
  Span before;
  Span after;
  uint32_t before_line = 1;
  uint32_t before_lines = 0;
  uint32_t after_line = 1;
  uint32_t after_lines = 0;
};

// Changes in order. Lines are compared with their line ends, so a change of CRLF to LF is a change.
std::vector<Change> diff_lines(std::string_view before, std::string_view after);

// The same where edits are known to have changed only `regions`: linear in the texts.
std::vector<Change> diff_lines(std::string_view before, std::string_view after,
                               const std::vector<Region>& regions);

// The changes as a unified diff that `patch -p1` and `git apply` accept: `--- a/NAME`, `+++ b/NAME`, hunks
// with three lines of context, `\ No newline at end of file` where it holds. Names that need it are quoted in
// git's C style. Empty when there are no changes.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<Change>& changes);

// What stands together in the file that a patch is for. Parts tile both texts.
struct DiffPart {
  Span before;
  Span after;
  // The text is a fragment: its lines have other numbers in the file, and a hunk is found by its context
  // alone.
  bool fragment = false;
  bool borders = true;      // the first and the last line are context
  std::string indentation;  // that copying lost: of each line, or of those that have none
  bool all_lines = false;
};

// The same for a text whose parts may stand apart in the file: no hunk shows lines of two of them.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<DiffPart>& parts);

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_DIFF_H_
