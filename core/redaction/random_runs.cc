#include "redaction/random_runs.h"

#include <algorithm>
#include <cmath>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/distinctive_run.h"
#include "redaction/placeholders/labels.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kShortest = 12;
constexpr size_t kShortestHex = 20;
constexpr size_t kShortestPart =
    10;                            // of base64, on average, between its slashes; those of paths are shorter
constexpr double kMostBits = 3.6;  // per byte, of a run of 24 bytes and more

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
  size_t pieces = 0;  // words with a capital, words without, numbers
  size_t pairs = 0;   // of letters side by side
  size_t usual = 0;   // of those: such as words have
  bool hex = true;
};

Mix mix_of(std::string_view text) {
  Mix mix;
  char before = 0;  // the kind of the byte before
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char kind = is_digit(c) ? '0' : !is_alpha(c) ? 0 : c >= 'a' ? 'a' : 'A';
    ++(kind == '0' ? mix.digits : kind == 'a' ? mix.small : kind == 'A' ? mix.upper : mix.signs);
    if (kind != 0 && kind != before && !(before == 'A' && kind == 'a')) ++mix.pieces;
    if (i > 0 && is_alpha(c) && is_alpha(text[i - 1])) {
      ++mix.pairs;
      if (is_usual_pair(to_lower(text[i - 1]), to_lower(c))) ++mix.usual;
    }
    mix.hex = mix.hex && is_hex(c);
    before = kind;
  }
  return mix;
}

// `sha256-` and `sha256:` say that the digest of public bytes follows: an image, a script.
bool is_behind_digest_name(std::string_view text, size_t at) {
  constexpr size_t kLongest = 7;
  const std::string_view before = text.substr(at - std::min(at, kLongest), std::min(at, kLongest));
  for (const std::string_view name : {"sha1", "sha256", "sha384", "sha512"}) {
    if (before.size() > name.size() &&
        equals_ignoring_case(before.substr(before.size() - name.size() - 1, name.size()), name))
      return before.back() == ':' || before.back() == '-';
  }
  return false;
}

class Finder {
 public:
  Finder(std::string_view text, Candidates* out) : text_(text), out_(out) {}

  // What stands between two replacements.
  void gap(size_t start, size_t end) {
    for (size_t at = start; at < end;) {
      if (text_[at] == '-' && at >= certificate_end_ && certificate(at, end)) {
        at = std::min(certificate_end_, end);
        continue;
      }
      if (!is_base64(text_[at])) {
        ++at;
        continue;
      }
      const size_t first = at;
      while (at < end && is_base64(text_[at])) ++at;
      if (at - first >= kShortest && first >= certificate_end_) run(first, at);
    }
  }

 private:
  void add(size_t start, size_t end) { out_->push_back({make_span(start, end), SecretClass::random}); }

  // Base64 holds slashes, and so do paths, whose parts are judged one by one.
  void run(size_t start, size_t end) {
    const char before = start > 0 ? text_[start - 1] : ' ';
    const bool variable = before == '$' || (before == '{' && start > 1 && text_[start - 2] == '$');
    if (variable || is_behind_digest_name(text_, start)) return;
    const std::string_view whole = text_.substr(start, end - start);
    for (const std::string_view name : {"sha256-", "sha384-", "sha512-"}) {
      if (starts_with(whole, name)) return;
    }
    const size_t found = out_->size();
    size_t edge = start;  // what stands before it is judged
    for (size_t part = start; part < end;) {
      const size_t next = std::min(text_.find_first_of("/=", part), end);
      if (looks_random(text_.substr(part, next - part))) {
        const size_t first = with_neighbours(part, edge, -1);
        part = with_neighbours(next, end, 1);
        add(first, part);
        edge = part;
      }
      part = std::max(part, next) + 1;
    }
    if (out_->size() > found) return;
    const auto slashes = static_cast<size_t>(std::count(whole.begin(), whole.end(), '/'));
    if (slashes > 0 && whole.size() / (slashes + 1) >= kShortestPart && looks_random(whole)) add(start, end);
  }

  // The tails of base64 with slashes: from the edge `at` of a random part over its neighbours towards
  // `limit`.
  size_t with_neighbours(size_t at, size_t limit, int step) const {
    while (at != limit) {
      const size_t slash = step > 0 ? at : at - 1;
      if (text_[slash] != '/') break;
      size_t end = step > 0 ? slash + 1 : slash;
      const size_t from = end;
      while (end != limit && text_[step > 0 ? end : end - 1] != '/' && text_[step > 0 ? end : end - 1] != '=')
        end = step > 0 ? end + 1 : end - 1;
      if (!is_distinctive_run(text_.substr(std::min(from, end), from > end ? from - end : end - from))) break;
      at = end;
    }
    return at;
  }

  // A certificate is no secret, but its base64 holds the names that it is for.
  bool certificate(size_t at, size_t end) {
    constexpr std::string_view kBegin = "-----BEGIN ";
    if (text_.substr(at, kBegin.size()) != kBegin) return false;
    const size_t label_end = text_.find("-----", at + kBegin.size());
    const std::string_view label = text_.substr(at, label_end == std::string_view::npos ? 0 : label_end - at);
    if (label.size() > 40 || label.find("CERTIFICATE") == std::string_view::npos) return false;
    const size_t body = label_end + 5;
    if (body >= end) return false;
    const size_t length = text_.substr(body, end - body).find("-----END ");
    certificate_end_ = length == std::string_view::npos ? end : body + length;
    // Line by line: indentation and escaped line ends stay.
    for (size_t i = body; i < certificate_end_; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (is_base64(text_[i])) {
        const size_t first = i;
        while (i < certificate_end_ && is_base64(text_[i])) ++i;
        add(first, i--);
      }
    }
    return true;
  }

  std::string_view text_;
  Candidates* out_;
  size_t certificate_end_ = 0;
};

}  // namespace

bool looks_random(std::string_view run) {
  while (!run.empty() && run.back() == '=') run.remove_suffix(1);
  if (run.size() < kShortest || has_label_shape(run)) return false;
  const Mix mix = mix_of(run);
  const size_t letters = mix.small + mix.upper;
  const double most = std::min(kMostBits, 0.8 * std::log2(static_cast<double>(run.size())));
  if (mix.hex)
    return run.size() >= kShortestHex && mix.digits >= 4 && letters >= 4 && bits(run) >= std::min(3.0, most);
  if (mix.signs * 5 > run.size() || mix.pieces < 4 || mix.pieces * 4 < run.size()) return false;
  // In words two of three pairs are usual; of letters drawn by lot one in three is.
  if (mix.usual * 2 > mix.pairs) return false;
  const bool two_cases = mix.upper >= 2 && mix.small >= 2;
  if (!two_cases && (mix.signs > 0 || mix.digits < 3 || letters < 4 || mix.pieces * 3 < run.size()))
    return false;
  // Without digits it may be a name of several short words: `getUserById`.
  if (mix.digits == 0 && (mix.signs > 0 || mix.usual * 3 > mix.pairs)) return false;
  return bits(run) >= most;
}

void find_random_runs(std::string_view text, const Candidates& found, Candidates* out) {
  Finder finder(text, out);
  size_t at = 0;
  for (const Candidate& candidate : found) {
    finder.gap(at, candidate.span.start);
    at = candidate.span.end;
  }
  finder.gap(at, text.size());
}

}  // namespace stackengine::redaction
