#include "redaction/run_sweep.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "redaction/distinctive_run.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kLongestWindow = 24;
// Of long secrets not every place begins a window, so that any number of them fits.
constexpr size_t kLong = 1024;
constexpr size_t kStep = 4;
constexpr size_t kMostAlike = 4;  // windows of one hash
// As many bits sort out nearly all places of a text that begin no window, and few of them cost little to
// make.
constexpr size_t kBitsForOne = 32;
constexpr size_t kHashBits = 20;

uint32_t hash_of(const char* text) {
  uint64_t first = 0;
  std::memcpy(&first, text, kShortestRun);
  return static_cast<uint32_t>(first * 0xD6E8FEB86659FD93u >> (64 - kHashBits));
}

// The length of the shortest distinctive run at the beginning of `text`; 0: there is none.
size_t window_length(std::string_view text) {
  size_t length = 0;
  while (length < std::min(kLongestWindow, text.size()) && is_token_byte(text[length])) {
    ++length;
    if (length >= kShortestRun && is_distinctive_run(text.substr(0, length))) return length;
  }
  return 0;
}

}  // namespace

void RunSweep::learn(std::string_view secret, SecretClass secret_class) {
  const size_t base = bytes_.size();
  bytes_ += secret;
  const size_t step = secret.size() > kLong ? kStep : 1;
  for (size_t at = 0; at + kShortestRun <= secret.size(); at += step) {
    const size_t length = window_length(secret.substr(at));
    if (length == 0) continue;
    windows_.push_back({hash_of(secret.data() + at), static_cast<uint32_t>(base + at),
                        static_cast<uint8_t>(length), secret_class});
  }
}

void RunSweep::prepare() {
  std::sort(windows_.begin(), windows_.end(), [](const Window& a, const Window& b) {
    return std::tie(a.hash, a.start) < std::tie(b.hash, b.start);
  });
  size_t bits = 1024;
  while (bits < size_t{1} << kHashBits && bits < windows_.size() * kBitsForOne) bits *= 2;
  hashes_.assign(bits / 64, 0);
  mask_ = static_cast<uint32_t>(bits - 1);
  const auto text = [&](const Window& w) { return std::string_view(bytes_).substr(w.start, w.length); };
  size_t kept = 0;
  for (const Window& window : windows_) {
    bool known = false;
    size_t alike = 0;
    for (size_t i = kept; i-- > 0 && windows_[i].hash == window.hash && !known;) {
      known = text(windows_[i]) == text(window) || ++alike == kMostAlike;
    }
    if (known) continue;
    const uint32_t bit = window.hash & mask_;
    hashes_[bit / 64] |= uint64_t{1} << bit % 64;
    windows_[kept++] = window;
  }
  windows_.resize(kept);
}

void RunSweep::find(std::string_view text, Candidates* out) const {
  if (windows_.empty()) return;
  for (size_t at = 0; at + kShortestRun <= text.size(); ++at) {
    if (!is_token_byte(text[at + kShortestRun - 1])) {  // in no window that begins here, nor up to itself
      at += kShortestRun - 1;
      continue;
    }
    const uint32_t hash = hash_of(text.data() + at);
    if ((hashes_[(hash & mask_) / 64] >> hash % 64 & 1) == 0) continue;
    auto window = std::lower_bound(windows_.begin(), windows_.end(), hash,
                                   [](const Window& a, uint32_t b) { return a.hash < b; });
    for (; window != windows_.end() && window->hash == hash; ++window) {
      const std::string_view run = std::string_view(bytes_).substr(window->start, window->length);
      if (text.substr(at, run.size()) != run) continue;
      size_t end = at + run.size();
      while (end < text.size() && is_token_byte(text[end])) ++end;
      out->push_back({make_span(at, end), window->secret_class});
      at = end - 1;
      break;
    }
  }
}

}  // namespace stackengine::redaction
