#include "text/shifts.h"

#include <algorithm>
#include <tuple>

namespace stackengine {

Shifts::Shifts(const std::vector<Edit>& edits) {
  steps_.reserve(edits.size());
  for (const Edit& edit : edits) {
    steps_.push_back({edit.place.source, edit.place.span.end,
                      static_cast<int64_t>(edit.text.size()) - edit.place.span.size()});
  }
  std::sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) {
    return std::tie(a.source, a.end) < std::tie(b.source, b.end);
  });
  for (size_t i = 1; i < steps_.size(); ++i) {
    if (steps_[i].source == steps_[i - 1].source) steps_[i].shift += steps_[i - 1].shift;
  }
}

uint32_t Shifts::moved(size_t source, uint32_t offset) const {
  const auto behind =
      std::upper_bound(steps_.begin(), steps_.end(), offset, [source](uint32_t at, const Step& step) {
        return step.source != source ? source < step.source : at < step.end;
      });
  if (behind == steps_.begin() || (behind - 1)->source != source) return offset;
  return static_cast<uint32_t>(offset + (behind - 1)->shift);
}

std::vector<Region> followed_by(const std::vector<Region>& regions, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.place < b.place; });
  std::vector<Region> result;
  int64_t to_before = 0;  // from the middle text to the first, after the regions so far
  int64_t to_after = 0;   // from the middle text to the last
  size_t region = 0;
  for (size_t edit = 0; edit < edits.size() || region < regions.size();) {
    // The next region of the last text; joins regions that touch.
    const bool by_edit = region == regions.size() ||
                         (edit < edits.size() && edits[edit].place.span.start < regions[region].after.start);
    const uint32_t start = by_edit ? edits[edit].place.span.start : regions[region].after.start;
    uint32_t end = start;
    Region joined;
    joined.before.start = static_cast<uint32_t>(start + to_before);
    joined.after.start = static_cast<uint32_t>(start + to_after);
    for (bool more = true; more;) {
      more = false;
      while (region < regions.size() && regions[region].after.start <= end) {
        const Region& one = regions[region++];
        end = std::max(end, one.after.end);
        to_before = static_cast<int64_t>(one.before.end) - one.after.end;
        more = true;
      }
      while (edit < edits.size() && edits[edit].place.span.start <= end) {
        const Edit& one = edits[edit++];
        more = true;
        if (edit > 1 && one == edits[edit - 2]) continue;
        end = std::max(end, one.place.span.end);
        to_after += static_cast<int64_t>(one.text.size()) - one.place.span.size();
      }
    }
    joined.before.end = static_cast<uint32_t>(end + to_before);
    joined.after.end = static_cast<uint32_t>(end + to_after);
    result.push_back(joined);
  }
  return result;
}

}  // namespace stackengine
