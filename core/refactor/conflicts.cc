#include "refactor/conflicts.h"

#include <algorithm>
#include <tuple>

namespace stackengine {

std::optional<size_t> FixSet::rival(const Edit& edit) const {
  const Span span = edit.place.span;
  const Start start = {edit.place.source, span.start};
  const Start end = {edit.place.source, span.end};
  // Added edits do not overlap, so only the neighbours can touch the edit.
  auto next = replaced_.lower_bound(start);
  if (next != replaced_.end() && next->second.edit == edit) return std::nullopt;
  if (next != replaced_.begin()) {
    const Added& before = std::prev(next)->second;
    if (before.edit.place.source == edit.place.source && before.edit.place.span.end > span.start)
      return before.owner;
  }
  if (span.empty()) {
    // Two insertions at one point may repeat each other: the later one waits for the next round.
    const auto same = inserted_.find(start);
    if (same == inserted_.end() || same->second.edit.text == edit.text) return std::nullopt;
    return same->second.owner;
  }
  if (next != replaced_.end() && next->first < end) return next->second.owner;
  const auto inside = inserted_.upper_bound(start);
  if (inside == inserted_.end() || !(inside->first < end)) return std::nullopt;
  return inside->second.owner;
}

std::optional<size_t> FixSet::rival(const Fix& fix) const {
  for (const Edit& edit : fix.edits) {
    if (const std::optional<size_t> owner = rival(edit)) return owner;
  }
  for (const FixKey& key : fix.keys) {
    const auto found = keys_.find(key.what);
    if (found != keys_.end() && found->second.first != key.value) return found->second.second;
  }
  return std::nullopt;
}

void FixSet::add(const Fix& fix, size_t owner) {
  for (const Edit& edit : fix.edits) {
    const Start start = {edit.place.source, edit.place.span.start};
    (edit.place.span.empty() ? inserted_ : replaced_).emplace(start, Added{edit, owner});
  }
  for (const FixKey& key : fix.keys) keys_.emplace(key.what, std::make_pair(key.value, owner));
}

void Effects::add(size_t owner, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    for (size_t from = 0; from < edit.text.size();) {
      const size_t start = std::min(edit.text.find_first_not_of(" \t\r\n", from), edit.text.size());
      const size_t end = std::min(edit.text.find_first_of(";\n", start), edit.text.size() - 1) + 1;
      from = end;
      if (start == edit.text.size()) break;
      const uint32_t at = edit.place.span.start;
      added_.push_back({owner,
                        edit.place.source,
                        {static_cast<uint32_t>(at + start), static_cast<uint32_t>(at + end)},
                        at});
      ++left_[owner];
    }
  }
}

void Effects::follow(std::vector<Edit> all) {
  std::sort(all.begin(), all.end(), [](const Edit& a, const Edit& b) { return a.place < b.place; });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  // shift[i]: by how much the first i edits move the text after them.
  std::vector<int64_t> shift = {0};
  for (size_t i = 0; i < all.size(); ++i) {
    const bool same = i > 0 && all[i].place.source == all[i - 1].place.source;
    shift.push_back((same ? shift.back() : 0) + static_cast<int64_t>(all[i].text.size()) -
                    all[i].place.span.size());
  }
  // How many edits begin before that place.
  const auto before = [&](size_t source, uint32_t at) {
    const auto found = std::lower_bound(all.begin(), all.end(), std::make_pair(source, at),
                                        [](const Edit& edit, const std::pair<size_t, uint32_t>& place) {
                                          return std::tie(edit.place.source, edit.place.span.start) <
                                                 std::tie(place.first, place.second);
                                        });
    return static_cast<size_t>(found - all.begin());
  };
  const auto shift_of = [&](size_t source, size_t count) {
    return count > 0 && all[count - 1].place.source == source ? shift[count] : 0;
  };
  std::vector<Written> kept;
  for (Written& one : written_) {
    const size_t count = before(one.source, one.span.start + 1);
    bool replaced = false;
    int64_t moved = 0;
    if (count > 0 && all[count - 1].place.source == one.source) {
      const Span by = all[count - 1].place.span;
      replaced = !by.empty() && by.end >= one.span.end;
      // An edit at the beginning of the text does not move its start, unless it is an insertion.
      const bool behind = by.end <= one.span.start;
      moved = shift_of(one.source, behind ? count : count - 1);
    }
    if (replaced) {
      --left_[one.owner];
      continue;
    }
    // Edits inside it change its length.
    const int64_t end = shift_of(one.source, before(one.source, one.span.end));
    one.span = {static_cast<uint32_t>(one.span.start + moved), static_cast<uint32_t>(one.span.end + end)};
    kept.push_back(one);
  }
  written_ = std::move(kept);
  for (Written& one : added_) {
    const int64_t by = shift_of(one.source, before(one.source, one.edit));
    one.span = {static_cast<uint32_t>(one.span.start + by), static_cast<uint32_t>(one.span.end + by)};
    written_.push_back(one);
  }
  added_.clear();
}

bool Effects::gone(size_t owner) const {
  const auto found = left_.find(owner);
  return found != left_.end() && found->second == 0;
}

}  // namespace stackengine
