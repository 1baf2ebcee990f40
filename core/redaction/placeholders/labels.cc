#include "redaction/placeholders/labels.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kMaxDigits = 8;

// The least number of digits; a secret has four or eight.
size_t digits_of(LabelKind kind, uint32_t number) {
  size_t digits = 1;
  for (uint32_t rest = number; rest > 9; rest /= 10) ++digits;
  if (kind == LabelKind::secret) return digits <= 4 ? 4 : 8;
  return std::max<size_t>(digits, 2);
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

// `-` and `_`, also behind a backslash: Markdown escapes them.
size_t joint_length(std::string_view text) {
  const size_t backslash = !text.empty() && text[0] == '\\' ? 1 : 0;
  if (text.size() <= backslash) return 0;
  return text[backslash] == '-' || text[backslash] == '_' ? backslash + 1 : 0;
}

}  // namespace

std::optional<LabelShape> read_label(std::string_view word, bool exact) {
  for (size_t i = 0; i < kLabelKinds; ++i) {
    const std::string_view prefix = kLabelPrefixes[i];
    if (word.size() < prefix.size() + 3 || word.size() > prefix.size() + kMaxDigits + 2) continue;
    if (!equals_ignoring_case(word.substr(0, prefix.size()), prefix)) continue;
    const std::string_view digits = word.substr(prefix.size(), word.size() - prefix.size() - 2);
    uint32_t number = 0;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) continue;
    for (const char c : digits) number = number * 10 + static_cast<uint32_t>(c - '0');
    if (!is_alpha(word[word.size() - 1]) || !is_alpha(word[word.size() - 2])) continue;
    const auto kind = static_cast<LabelKind>(i);
    const size_t usual = digits_of(kind, number);
    if (exact ? digits.size() != usual : digits.size() > usual) continue;
    return LabelShape{kind, number};
  }
  return std::nullopt;
}

size_t read_loose_label(std::string_view text, size_t at, std::string* word) {
  constexpr size_t kLongest = 24;
  word->clear();
  if (at >= text.size() || !begins_label(to_lower(text[at]))) return 0;
  size_t end = at;
  for (int part = 0; part < 3; ++part) {
    if (part > 0) end += joint_length(text.substr(end));
    const size_t start = end;
    const auto belongs = [part](char c) { return part == 1 ? is_digit(c) : is_alpha(c); };
    while (end < text.size() && end - at < kLongest && belongs(text[end])) *word += text[end++];
    if (end == start) return 0;
  }
  return ends_word(text, end) ? end : 0;
}

std::string canonical_label(std::string_view word) {
  const std::optional<LabelShape> shape = read_label(word, false);
  if (!shape) return std::string();
  const std::string digits = std::to_string(shape->number);
  return std::string(kLabelPrefixes[static_cast<size_t>(shape->kind)]) +
         std::string(digits_of(shape->kind, shape->number) - digits.size(), '0') + digits +
         lower_case(word.substr(word.size() - 2));
}

std::string in_other_case(std::string text, uint32_t number) {
  for (char& c : text) {
    if (!is_alpha(c)) continue;
    if ((number & 1) != 0) c = static_cast<char>(c - 32);
    number >>= 1;
  }
  return number == 0 ? text : std::string();
}

bool has_label_shape(std::string_view word) { return read_label(word).has_value(); }

Labels::Labels(std::string_view key) : key_(hash(key)) {}

uint64_t Labels::check(uint32_t kind, uint32_t number) const {
  return mix(key_ ^ mix(uint64_t{kind} << 32 | number));
}

std::string Labels::make(LabelKind kind, uint32_t number) const {
  const auto index = static_cast<size_t>(kind);
  std::string label(kLabelPrefixes[index]);
  const std::string digits = std::to_string(number);
  label.append(digits_of(kind, number) - digits.size(), '0');
  label += digits;
  const uint64_t check_of_label = check(static_cast<uint32_t>(index), number);
  label += static_cast<char>('a' + check_of_label % 26);
  label += static_cast<char>('a' + check_of_label / 26 % 26);
  return label;
}

bool Labels::is_ours(std::string_view word) const {
  const std::optional<LabelShape> shape = read_label(word);
  return shape && equals_ignoring_case(word, make(shape->kind, shape->number));
}

void Labels::reserve(std::string_view text) {
  std::string word;
  for (size_t at = 0; at < text.size(); ++at) {
    const char first = to_lower(text[at]);
    if (!begins_label(first) || !begins_word(text, at)) continue;
    if (read_loose_label(text, at, &word) == 0) continue;
    const std::optional<LabelShape> shape = read_label(word, false);
    if (shape && is_ours(canonical_label(word)))
      taken_[static_cast<size_t>(shape->kind)].push_back(shape->number);
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
