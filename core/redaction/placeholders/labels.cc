#include "redaction/placeholders/labels.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

constexpr std::string_view kPrefixes[kLabelKinds] = {"d", "h", "u", "secret"};
constexpr size_t kMaxDigits = 8;

struct Shape {
  LabelKind kind;
  uint32_t number;
};

// The least number of digits; a secret has four or eight.
size_t digits_of(LabelKind kind, uint32_t number) {
  size_t digits = 1;
  for (uint32_t rest = number; rest > 9; rest /= 10) ++digits;
  if (kind == LabelKind::secret) return digits <= 4 ? 4 : 8;
  return std::max<size_t>(digits, 2);
}

std::optional<Shape> read_shape(std::string_view word) {
  for (size_t i = 0; i < kLabelKinds; ++i) {
    const std::string_view prefix = kPrefixes[i];
    if (word.size() < prefix.size() + 4 || word.size() > prefix.size() + kMaxDigits + 2) continue;
    if (!equals_ignoring_case(word.substr(0, prefix.size()), prefix)) continue;
    const std::string_view digits = word.substr(prefix.size(), word.size() - prefix.size() - 2);
    uint32_t number = 0;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) continue;
    for (const char c : digits) number = number * 10 + static_cast<uint32_t>(c - '0');
    if (!is_alpha(word[word.size() - 1]) || !is_alpha(word[word.size() - 2])) continue;
    const auto kind = static_cast<LabelKind>(i);
    if (digits_of(kind, number) != digits.size()) continue;
    return Shape{kind, number};
  }
  return std::nullopt;
}

// FNV-1a, and the finalizer of splitmix64: enough to spread; nothing secret goes through it but the key.
uint64_t hash(std::string_view text) {
  uint64_t h = 0xcbf29ce484222325u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

uint64_t mix(uint64_t h) {
  h += 0x9e3779b97f4a7c15u;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return h ^ (h >> 31);
}

}  // namespace

bool has_label_shape(std::string_view word) { return read_shape(word).has_value(); }

Labels::Labels(std::string_view key) : key_(hash(key)) {}

std::string Labels::make(LabelKind kind, uint32_t number) const {
  const auto index = static_cast<size_t>(kind);
  std::string label(kPrefixes[index]);
  const std::string digits = std::to_string(number);
  label.append(digits_of(kind, number) - digits.size(), '0');
  label += digits;
  const uint64_t check = mix(key_ ^ mix(uint64_t{index} << 32 | number));
  label += static_cast<char>('a' + check % 26);
  label += static_cast<char>('a' + check / 26 % 26);
  return label;
}

bool Labels::is_ours(std::string_view word) const {
  const std::optional<Shape> shape = read_shape(word);
  return shape && equals_ignoring_case(word, make(shape->kind, shape->number));
}

void Labels::reserve(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const char first = lower(text[at]);
    const bool may_begin = first == 'd' || first == 'h' || first == 'u' || first == 's';
    if (!may_begin || !begins_word(text, at)) continue;
    size_t end = at + 1;
    while (end < text.size() && is_alnum(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    const std::optional<Shape> shape = read_shape(word);
    if (shape && is_ours(word)) taken_[static_cast<size_t>(shape->kind)].push_back(shape->number);
  }
  for (std::vector<uint32_t>& taken : taken_) std::sort(taken.begin(), taken.end());
}

std::string Labels::next(LabelKind kind) {
  const auto index = static_cast<size_t>(kind);
  do {
    ++last_[index];
  } while (std::binary_search(taken_[index].begin(), taken_[index].end(), last_[index]));
  return make(kind, last_[index]);
}

}  // namespace stackengine::redaction
