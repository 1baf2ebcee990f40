// A closed list of words that costs no memory beyond its text: one literal, a word a line, sorted.
#ifndef STACKENGINE_REDACTION_WORD_LIST_H_
#define STACKENGINE_REDACTION_WORD_LIST_H_

#include <string_view>

namespace stackengine::redaction {

// `text` begins and ends with LF and its lines are sorted by bytes, in lower case.
class WordList {
 public:
  constexpr explicit WordList(std::string_view text) : text_(text) {}

  // `word` in lower case.
  bool contains(std::string_view word) const;

  constexpr bool is_sorted() const {
    std::string_view previous;
    for (size_t at = 1; at < text_.size();) {
      const size_t end = text_.find('\n', at);
      const std::string_view line = text_.substr(at, end - at);
      if (!previous.empty() && previous.compare(line) >= 0) return false;
      previous = line;
      at = end + 1;
    }
    return true;
  }

 private:
  std::string_view text_;
};

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_WORD_LIST_H_
