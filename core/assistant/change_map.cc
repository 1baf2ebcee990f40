#include "assistant/change_map.h"

#include <algorithm>
#include <utility>

namespace stackengine::assistant {

ChangeMap::ChangeMap(const std::vector<LineChange>& changes, size_t sources)
    : changes_(changes), marks_(changes.size()) {
  size_t at = 0;
  for (size_t source = 0; source <= sources; ++source) {
    while (at < changes.size() && changes[at].source < source) ++at;
    firsts_.push_back(at);
  }
}

size_t ChangeMap::find(size_t source, Span span, Span LineChange::*side) const {
  const auto begin = changes_.begin() + static_cast<ptrdiff_t>(first(source));
  const auto last = changes_.begin() + static_cast<ptrdiff_t>(end(source));
  const auto found =
      std::partition_point(begin, last, [&](const LineChange& one) { return (one.*side).end <= span.start; });
  if (found == last || (*found.*side).start >= std::max(span.end, span.start + 1)) return kNoChange;
  return static_cast<size_t>(found - changes_.begin());
}

void ChangeMap::mark(size_t change, MarkKind kind, std::string message) {
  constexpr size_t kMost = 24;
  std::vector<Mark>& marks = marks_[change];
  const auto same = [&](const Mark& one) { return one.kind == kind && one.message == message; };
  if (std::any_of(marks.begin(), marks.end(), same)) return;
  // Beyond what a person reads, only what is of another kind.
  const auto same_kind = [&](const Mark& one) { return one.kind == kind; };
  if (marks.size() >= kMost && std::any_of(marks.begin(), marks.end(), same_kind)) return;
  marks.push_back({kind, std::move(message)});
}

void ChangeMap::mark_all(size_t source, MarkKind kind, const std::string& message) {
  for (size_t i = first(source); i < end(source); ++i) mark(i, kind, message);
}

}  // namespace stackengine::assistant
