// Which change a place belongs to, before it or after it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "assistant/hunks.h"
#include "assistant/mark.h"

namespace stackengine::assistant {

inline constexpr size_t kNoChange = static_cast<size_t>(-1);

class ChangeMap {
 public:
  // `changes` by source and place; must outlive the map.
  ChangeMap(const std::vector<LineChange>& changes, size_t sources);

  // The first change whose lines the span overlaps; kNoChange when it overlaps none.
  size_t before(size_t source, Span span) const { return find(source, span, &LineChange::before); }
  size_t after(size_t source, Span span) const { return find(source, span, &LineChange::after); }

  // Changes of a source: [first, end).
  size_t first(size_t source) const { return firsts_[source]; }
  size_t end(size_t source) const { return firsts_[source + 1]; }

  // The lines that come.
  const std::string& text(size_t change) const { return changes_[change].text; }

  // Each kind and message once, and no more than a person reads.
  void mark(size_t change, MarkKind kind, std::string message);
  void mark_all(size_t source, MarkKind kind, const std::string& message);

  std::vector<std::vector<Mark>> take() { return std::move(marks_); }

 private:
  size_t find(size_t source, Span span, Span LineChange::*side) const;

  const std::vector<LineChange>& changes_;
  std::vector<size_t> firsts_;
  std::vector<std::vector<Mark>> marks_;  // by change
};

}  // namespace stackengine::assistant
