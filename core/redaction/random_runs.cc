#include "redaction/leftovers.h"

#include <algorithm>
#include <cmath>

#include "redaction/bytes.h"
#include "redaction/candidate.h"
#include "text/limits.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kShortest = 20;     // facts/redaction.md section 5.5
constexpr size_t kShortestHex = 32;  // shorter ones are colours, dates, commit ids
constexpr double kRandomBits = 3.9;  // per byte; identifiers of several words reach 3.8
constexpr double kHexBits = 3.0;

// Shannon's entropy of the bytes.
double bits(std::string_view text) {
  size_t counts[256] = {};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double sum = 0;
  for (const size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    sum -= share * std::log2(share);
  }
  return sum;
}

struct Mix {
  size_t upper = 0, small = 0, digits = 0, signs = 0;
  bool hex = true;
};

Mix mix_of(std::string_view text) {
  Mix mix;
  for (const char c : text) {
    if (is_digit(c)) {
      ++mix.digits;
    } else if (is_alpha(c)) {
      ++(c >= 'a' ? mix.small : mix.upper);
    } else {
      ++mix.signs;
    }
    mix.hex = mix.hex && is_hex(c);
  }
  return mix;
}

// Why a run looks random; empty when it does not.
std::string why(std::string_view run) {
  while (!run.empty() && run.back() == '=') run.remove_suffix(1);
  if (run.size() < kShortest) return {};
  const Mix mix = mix_of(run);
  if (mix.hex) {
    if (run.size() < kShortestHex || mix.digits < 4 || mix.small + mix.upper < 4 || bits(run) < kHexBits)
      return {};
    return std::to_string(run.size()) + " hexadecimal digits";
  }
  // Words joined by signs have few digits and one case.
  const bool mixed =
      mix.digits >= 3 && mix.small >= 3 && (mix.upper >= 3 || (mix.signs == 0 && mix.digits >= 5));
  if (!mixed || mix.signs * 5 > run.size() || bits(run) < kRandomBits) return {};
  return std::to_string(run.size()) + " letters and digits that look random";
}

bool is_run_byte(char c) { return is_base64(c); }

class Finder {
 public:
  Finder(size_t document, std::string_view text, std::vector<Leftover>* out)
      : document_(document), text_(text), out_(out) {}

  // What stands between two replacements.
  void gap(size_t start, size_t end) {
    for (size_t at = start; at < end;) {
      if (text_[at] == '-' && at >= certificate_end_ && certificate(at, end)) {
        at = std::min(certificate_end_, end);
        continue;
      }
      if (!is_run_byte(text_[at])) {
        ++at;
        continue;
      }
      const size_t first = at;
      while (at < end && is_run_byte(text_[at])) ++at;
      if (first < certificate_end_) continue;
      run(first, at);
    }
  }

 private:
  void add(size_t start, size_t end, std::string reason) {
    if (out_->size() < Limits::kMaxLeftovers)
      out_->push_back({document_, make_span(start, end), std::move(reason)});
  }

  // Base64 holds slashes, and so do paths, whose parts are judged one by one.
  void run(size_t start, size_t end) {
    if (end - start < kShortest) return;
    size_t found = out_->size();
    size_t part = start;
    for (size_t at = start; at <= end; ++at) {
      if (at < end && text_[at] != '/' && text_[at] != '=') continue;
      std::string reason = why(text_.substr(part, at - part));
      if (!reason.empty()) add(part, at, std::move(reason));
      part = at + 1;
    }
    if (out_->size() > found) return;
    const std::string_view whole = text_.substr(start, end - start);
    const size_t slashes = static_cast<size_t>(std::count(whole.begin(), whole.end(), '/'));
    if (slashes == 0 || whole.size() / (slashes + 1) < 10) return;
    std::string reason = why(whole);
    if (!reason.empty()) add(start, end, std::move(reason));
  }

  // A certificate is no secret, but its base64 holds the names that it is for.
  bool certificate(size_t at, size_t end) {
    constexpr std::string_view kBegin = "-----BEGIN ";
    if (text_.substr(at, kBegin.size()) != kBegin) return false;
    const std::string_view label = text_.substr(at + kBegin.size(), 32);
    if (label.find("CERTIFICATE") == std::string_view::npos) return false;
    const size_t length = text_.substr(at, end - at).find("-----END ");
    certificate_end_ = length == std::string_view::npos ? end : at + length;
    add(at, certificate_end_, "a certificate names its hosts and its owner in base64");
    return true;
  }

  size_t document_;
  std::string_view text_;
  std::vector<Leftover>* out_;
  size_t certificate_end_ = 0;
};

}  // namespace

void find_leftovers(size_t document, std::string_view text, const std::vector<Span>& replaced,
                    std::vector<Leftover>* out) {
  Finder finder(document, text, out);
  size_t at = 0;
  for (const Span& span : replaced) {
    finder.gap(at, span.start);
    at = span.end;
  }
  finder.gap(at, text.size());
}

}  // namespace stackengine::redaction
