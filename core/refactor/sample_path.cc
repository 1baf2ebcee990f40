#include "refactor/sample_path.h"

#include <cstdlib>

namespace stackengine {
namespace {

constexpr size_t kMaxText = 256;
constexpr int kMaxDepth = 16;

// A character that a class such as `\d` matches; 0 for anything else.
char sample_of_class(char name) {
  switch (name) {
    case 'd':
      return '1';
    case 'w':
    case 'S':
    case 'D':
      return 'a';
    case 'W':
      return '-';
    case 's':
      return ' ';
    default:
      return 0;
  }
}

class Sampler {
 public:
  explicit Sampler(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::string> run() {
    std::string out = alternatives(0);
    if (failed_ || at_ < pattern_.size()) return std::nullopt;
    return out;
  }

  bool anchored() const { return anchored_; }

 private:
  bool more() const { return at_ < pattern_.size(); }
  std::string fail() {
    failed_ = true;
    at_ = pattern_.size();
    return "";
  }

  // The first alternative; the others are read and dropped.
  std::string alternatives(int depth) {
    if (depth > kMaxDepth) return fail();
    std::string out = sequence(depth);
    while (more() && pattern_[at_] == '|') {
      ++at_;
      sequence(depth);
    }
    return out;
  }

  std::string sequence(int depth) {
    std::string out;
    while (more() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      std::string one = atom(depth);
      if (failed_) return "";
      for (long count = repetition(); count > 0; --count) {
        out += one;
        if (out.size() > kMaxText) return fail();
      }
    }
    return out;
  }

  // The minimum number of repetitions of the preceding item.
  long repetition() {
    long count = 1;
    if (!more()) return count;
    const char c = pattern_[at_];
    if (c == '{') {
      const size_t close = pattern_.find('}', at_);
      if (close == std::string_view::npos) return count;
      const std::string inside(pattern_.substr(at_ + 1, close - at_ - 1));
      if (inside.empty() || inside[0] < '0' || inside[0] > '9') return count;
      count = std::atol(inside.c_str());
      at_ = close + 1;
    } else if (c == '*' || c == '?' || c == '+') {
      count = c == '+' ? 1 : 0;
      ++at_;
    } else {
      return count;
    }
    if (more() && (pattern_[at_] == '?' || pattern_[at_] == '+')) ++at_;  // lazy, possessive
    return count;
  }

  std::string atom(int depth) {
    const char c = pattern_[at_++];
    switch (c) {
      case '^':
        anchored_ = anchored_ || at_ == 1;
        return "";
      case '$':
        return "";
      case '.':
        return "a";
      case '(':
        return group(depth);
      case '[':
        return character_class();
      case '\\':
        return escape();
      case '*':
      case '+':
      case '?':
        return fail();
      default:
        return std::string(1, c);
    }
  }

  std::string escape() {
    if (!more()) return fail();
    const char c = pattern_[at_++];
    if (const char sample = sample_of_class(c)) return std::string(1, sample);
    if (c == 'b' || c == 'A' || c == 'z' || c == 'Z') return "";
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_word ? fail() : std::string(1, c);
  }

  std::string group(int depth) {
    if (pattern_.substr(at_, 1) == "?") {
      ++at_;
      const std::string_view rest = pattern_.substr(at_);
      const bool named = rest.substr(0, 2) == "P<" ||
                         (rest.substr(0, 1) == "<" && rest.substr(1, 1) != "=" && rest.substr(1, 1) != "!");
      if (rest.substr(0, 1) == ":") {
        ++at_;
      } else if (named) {
        const size_t close = pattern_.find('>', at_);
        if (close == std::string_view::npos) return fail();
        at_ = close + 1;
      } else {
        // `(?i)` and similar options affect only the comparison.
        const size_t close = pattern_.find(')', at_);
        if (close == std::string_view::npos ||
            rest.substr(0, close - at_).find_first_not_of("imsx-") != std::string_view::npos)
          return fail();
        at_ = close + 1;
        return "";
      }
    }
    std::string out = alternatives(depth + 1);
    if (!more()) return fail();
    ++at_;  // `)`
    return out;
  }

  // A member of `[…]`, or a common character that is not in `[^…]`.
  std::string character_class() {
    const bool negated = pattern_.substr(at_, 1) == "^";
    if (negated) ++at_;
    std::string members;
    for (bool first = true; more() && (first || pattern_[at_] != ']'); first = false) {
      char c = pattern_[at_++];
      if (c == '[' && pattern_.substr(at_, 1) == ":") return fail();  // [:alpha:]
      if (c == '\\') {
        if (!more()) return fail();
        c = pattern_[at_++];
        if (const char sample = sample_of_class(c)) {
          if (negated) return fail();
          c = sample;
        }
      }
      if (pattern_.substr(at_, 1) == "-" && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        const char last = pattern_[at_ + 1];
        for (int member = static_cast<unsigned char>(c); member <= static_cast<unsigned char>(last); ++member)
          members += static_cast<char>(member);
        at_ += 2;
        continue;
      }
      members += c;
    }
    if (!more() || members.empty()) return fail();
    ++at_;  // `]`
    if (!negated) return std::string(1, members[0]);
    for (const char c : std::string_view("a1-_.~")) {
      if (members.find(c) == std::string::npos) return std::string(1, c);
    }
    return fail();
  }

  std::string_view pattern_;
  size_t at_ = 0;
  bool failed_ = false;
  bool anchored_ = false;
};

}  // namespace

std::optional<std::string> sample_text(std::string_view pattern) { return Sampler(pattern).run(); }

std::optional<std::string> sample_path(std::string_view pattern) {
  Sampler sampler(pattern);
  std::optional<std::string> path = sampler.run();
  if (!path) return std::nullopt;
  if (path->compare(0, 1, "/") == 0) return path;
  if (sampler.anchored() && !path->empty()) return std::nullopt;  // a path begins with `/`
  return "/" + *path;
}

}  // namespace stackengine
