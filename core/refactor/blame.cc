#include "refactor/blame.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>

#include "text/shifts.h"

namespace stackengine {
namespace {

// Where an edit is in the edited text.
struct Mark {
  size_t source;
  uint32_t start;
  uint32_t end;
  size_t fix;
};

uint32_t distance(const Mark& mark, const Place& place) {
  if (place.span.start < mark.start) return mark.start - place.span.start;
  return place.span.start > mark.end ? place.span.start - mark.end : 0;
}

}  // namespace

std::vector<bool> blame(const std::vector<Diagnostic>& before, const std::vector<const Diagnostic*>& came,
                        const std::vector<std::vector<Edit>>& fixes, const std::vector<Edit>& applied) {
  const Shifts shifts(applied);
  std::vector<Mark> marks;
  for (size_t i = 0; i < fixes.size(); ++i) {
    for (const Edit& edit : fixes[i]) {
      const size_t source = edit.place.source;
      const uint32_t end = shifts.moved(source, edit.place.span.end);
      const auto size = static_cast<uint32_t>(edit.text.size());
      marks.push_back({source, end > size ? end - size : 0, end, i});
    }
  }
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return std::tie(a.source, a.start, a.fix) < std::tie(b.source, b.start, b.fix);
  });

  std::set<std::tuple<size_t, uint32_t, std::string_view>> known;
  for (const Diagnostic& one : before)
    known.emplace(one.place.source, shifts.moved(one.place.source, one.place.span.start), one.rule);
  std::vector<bool> guilty(fixes.size(), false);
  for (const Diagnostic* one : came) {
    const Place& place = one->place;
    if (known.count({place.source, place.span.start, one->rule}) != 0) continue;
    const auto behind =
        std::upper_bound(marks.begin(), marks.end(), place, [](const Place& at, const Mark& mark) {
          return std::make_tuple(at.source, at.span.start) < std::make_tuple(mark.source, mark.start);
        });
    const Mark* nearest = nullptr;
    if (behind != marks.begin() && (behind - 1)->source == place.source) nearest = &*(behind - 1);
    if (behind != marks.end() && behind->source == place.source &&
        (nearest == nullptr || distance(*behind, place) < distance(*nearest, place))) {
      nearest = &*behind;
    }
    if (nearest != nullptr) guilty[nearest->fix] = true;
  }
  return guilty;
}

}  // namespace stackengine
