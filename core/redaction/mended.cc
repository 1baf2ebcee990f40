#include "redaction/mended.h"

#include "redaction/bytes.h"
#include "redaction/host_shape.h"
#include "redaction/placeholders/labels.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kMostLabels = 32;
constexpr std::string_view kInvalid = "invalid";

}  // namespace

WrittenName read_written_name(std::string_view text, size_t at) {
  WrittenName name;
  std::string word;
  while (name.labels.size() < kMostLabels) {
    const size_t end = read_loose_label(text, at, &word);
    std::string label = end == 0 ? std::string() : canonical_label(word);
    if (label.empty()) {
      const size_t after = at + kInvalid.size();
      const bool invalid =
          equals_ignoring_case(text.substr(at, kInvalid.size()), kInvalid) && ends_word(text, after);
      if (invalid && !name.labels.empty()) name.invalid_end = after;
      name.goes_on =
          !invalid && at < text.size() && (is_alnum(text[at]) || text[at] == '-' || text[at] == '_');
      break;
    }
    name.labels.push_back({std::move(label), end});
    const size_t separator = separator_length(text.substr(end));
    if (separator == 0) return name;
    if (name.labels.size() == 1) name.separator = text.substr(end, separator);
    at = end + separator;
  }
  return name;
}

std::string with_separator(std::string_view original, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < original.size();) {
    const size_t length = separator_length(original.substr(i));
    if (length == 0) {
      out += original[i++];
    } else {
      out += separator;
      i += length;
    }
  }
  return out;
}

}  // namespace stackengine::redaction
