#include "redaction/leak_runs.h"

#include <algorithm>
#include <cstring>

#include "redaction/distinctive_run.h"

namespace stackengine::redaction {
namespace {

// Of longer secrets not every place begins a run, so that a vault of any size fits; a run is then found a few
// bytes later.
constexpr size_t kLong = 1024;
constexpr size_t kStep = 4;
// Of one beginning not all places are kept: they have the same bytes, and further ones say nothing new.
constexpr size_t kMostAlike = 4;
constexpr size_t kLongest = 64;  // of a run that is followed

uint32_t hash_of(uint64_t head) { return static_cast<uint32_t>(head * 0x9E3779B97F4A7C15u >> 44); }

uint64_t head_of(std::string_view text, size_t at) {
  uint64_t head = 0;
  std::memcpy(&head, text.data() + at, 6);
  return head;
}

}  // namespace

void LeakRuns::protect(std::string_view secret, uint32_t entry) {
  if (secret.size() < kHead) return;
  bytes_ += '\0';
  const size_t first = bytes_.size();
  bytes_ += secret;
  const size_t step = secret.size() > kLong ? kStep : 1;
  for (size_t i = 0; i + kHead <= secret.size(); i += step) {
    const std::string_view run = secret.substr(i, kHead);
    if (!std::all_of(run.begin(), run.end(), is_token_byte)) continue;
    starts_.push_back({head_of(secret, i), static_cast<uint32_t>(first + i), entry});
  }
}

void LeakRuns::prepare() {
  heads_.assign((size_t{1} << 20) / 64, 0);
  std::sort(starts_.begin(), starts_.end(),
            [](const Start& a, const Start& b) { return a.head != b.head ? a.head < b.head : a.at < b.at; });
  size_t kept = 0;
  for (const Start& start : starts_) {
    if (kept >= kMostAlike && starts_[kept - kMostAlike].head == start.head) continue;
    starts_[kept++] = start;
    const uint32_t hash = hash_of(start.head);
    heads_[hash / 64] |= uint64_t{1} << hash % 64;
  }
  starts_.resize(kept);
}

bool LeakRuns::find(std::string_view text, size_t at, Run* found) const {
  if (starts_.empty() || at + kHead > text.size() || !is_token_byte(text[at + kHead - 1])) return false;
  const uint64_t head = head_of(text, at);
  const uint32_t hash = hash_of(head);
  if ((heads_[hash / 64] >> hash % 64 & 1) == 0) return false;
  auto start = std::lower_bound(starts_.begin(), starts_.end(), head,
                                [](const Start& a, uint64_t b) { return a.head < b; });
  bool any = false;
  for (; start != starts_.end() && start->head == head; ++start) {
    size_t length = kHead;
    while (length < kLongest && at + length < text.size() && start->at + length < bytes_.size() &&
           bytes_[start->at + length] == text[at + length] && is_token_byte(text[at + length]))
      ++length;
    const std::string_view run = text.substr(at, length);
    if ((any && at + length <= found->end) || !is_distinctive_run(run)) continue;
    *found = {at + length, start->entry};
    any = true;
  }
  return any;
}

}  // namespace stackengine::redaction
