#include "redaction/word_list.h"

namespace stackengine::redaction {

bool WordList::contains(std::string_view word) const {
  if (word.empty()) return false;
  size_t low = starts_[slot_of(word[0])];  // starts of lines
  size_t high = ends_[slot_of(word[0])];
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const size_t start = text_.rfind('\n', middle - 1) + 1;
    const size_t end = text_.find('\n', start);
    const int order = word.compare(text_.substr(start, end - start));
    if (order == 0) return true;
    if (order < 0) {
      high = start;
    } else {
      low = end + 1;
    }
  }
  return false;
}

}  // namespace stackengine::redaction
