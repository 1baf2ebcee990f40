#include "redaction/word_list.h"

namespace stackengine::redaction {

bool WordList::contains(std::string_view word) const {
  size_t low = 1;  // starts of lines
  size_t high = text_.size();
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
