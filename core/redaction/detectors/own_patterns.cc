#include "redaction/detectors/own_patterns.h"

#include <cstdint>
#include <string_view>

#include "re2/re2.h"
#include "text/limits.h"

namespace stackengine::redaction {
namespace {

constexpr int64_t kMostMemory = int64_t{8} << 20;  // of one compiled pattern, in bytes

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMostMemory);
  options.set_one_line(false);
  options.set_never_nl(true);  // a placeholder stands in one line
  return options;
}

}  // namespace

OwnPatterns::OwnPatterns(const std::vector<std::string>& patterns) {
  if (patterns.size() > Limits::kMaxOwnPatterns) {
    error_ = std::to_string(patterns.size()) + " patterns were given; at most " +
             std::to_string(Limits::kMaxOwnPatterns) + " are taken";
    return;
  }
  for (const std::string& pattern : patterns) {
    auto compiled = std::make_unique<re2::RE2>("(?m)" + pattern, options());
    if (!compiled->ok()) {
      // RE2's own words end with the part that it means, where that is not the end of the pattern.
      const std::string& words = compiled->error();
      error_ = "the pattern `" + pattern + "` cannot be used: " + words.substr(0, words.find(':'));
      return;
    }
    if (compiled->Match("", 0, 0, re2::RE2::UNANCHORED, nullptr, 0)) {
      error_ = "the pattern `" + pattern + "` also fits an empty text, so it would be found everywhere";
      return;
    }
    patterns_.push_back(std::move(compiled));
  }
}

OwnPatterns::~OwnPatterns() = default;

void OwnPatterns::find(const Reading& reading, Candidates* out) const {
  const std::string_view text = reading.text;
  for (const auto& pattern : patterns_) {
    const int groups = pattern->NumberOfCapturingGroups() > 0 ? 2 : 1;
    size_t at = 0;
    absl::string_view found[2];
    while (at <= text.size() && pattern->Match(text, at, text.size(), re2::RE2::UNANCHORED, found, groups)) {
      const absl::string_view whole = found[0];
      const absl::string_view value = found[groups - 1].data() == nullptr ? whole : found[groups - 1];
      const size_t start = static_cast<size_t>(value.data() - text.data());
      if (!value.empty()) out->push_back({make_span(start, start + value.size()), SecretClass::word});
      const size_t end = static_cast<size_t>(whole.data() - text.data()) + whole.size();
      at = whole.empty() ? end + 1 : end;
    }
  }
}

}  // namespace stackengine::redaction
