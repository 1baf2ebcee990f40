#include "text/line_index.h"

#include <algorithm>
#include <cstring>

#include "text/utf8.h"

namespace stackengine {

LineIndex::LineIndex(std::string_view text) {
  starts_.push_back(0);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* p = begin; p != end;) {
    p = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(end - p)));
    if (p == nullptr) break;
    ++p;
    starts_.push_back(static_cast<uint32_t>(p - begin));
  }
}

LineColumn LineIndex::at(uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<uint32_t>(after - starts_.begin());
  return {line, offset - starts_[line - 1] + 1};
}

Span LineIndex::line(uint32_t line, std::string_view text) const {
  const uint32_t start = starts_[line - 1];
  uint32_t end = line < starts_.size() ? starts_[line] : static_cast<uint32_t>(text.size());
  if (end > start && text[end - 1] == '\n') --end;
  if (end > start && text[end - 1] == '\r') --end;
  return {start, end};
}

Utf16Index::Utf16Index(std::string_view text) {
  uint32_t utf16 = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t length = utf8_sequence_length(text, i);
    if (length <= 1) {  // ASCII, or a byte outside valid UTF-8
      ++i;
      ++utf16;
      continue;
    }
    i += length;
    utf16 += length == 4 ? 2 : 1;
    steps_.push_back({static_cast<uint32_t>(i), utf16});
  }
}

uint32_t Utf16Index::to_utf16(uint32_t byte_offset) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), byte_offset,
                       [](uint32_t offset, const Step& step) { return offset < step.byte_offset; });
  if (after == steps_.begin()) return byte_offset;
  const Step& step = *(after - 1);
  return step.utf16_offset + (byte_offset - step.byte_offset);
}

}  // namespace stackengine
