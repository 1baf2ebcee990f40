#include "nginx/value_syntax.h"

#include <cstddef>

#include "text/ascii.h"
#include "text/characters.h"

namespace stackengine::nginx {
namespace {

// The steps of ngx_parse_time, in its order.
enum Step { kStart, kYear, kMonth, kWeek, kDay, kHour, kMinute, kSecond, kMillisecond, kLast };

// The step of the unit at `*at`, which moves past it; kStart if there is none.
Step unit_at(std::string_view text, size_t* at) {
  const char c = text[(*at)++];
  switch (c) {
    case 'y':
      return kYear;
    case 'M':
      return kMonth;
    case 'w':
      return kWeek;
    case 'd':
      return kDay;
    case 'h':
      return kHour;
    case 'm':
      if (*at < text.size() && text[*at] == 's') {
        ++*at;
        return kMillisecond;
      }
      return kMinute;
    case 's':
      return kSecond;
    case ' ':
      return kLast;
    default:
      return kStart;
  }
}

// The end of the class that opens at `at`, after its `]`; npos if it is not closed.
size_t end_of_class(std::string_view regex, size_t at) {
  size_t i = at + 1;
  if (i < regex.size() && regex[i] == '^') ++i;
  if (i < regex.size() && regex[i] == ']') ++i;  // the first one is literal
  while (i < regex.size()) {
    if (regex[i] == '\\') {
      i += 2;
    } else if (regex[i] == '[' && i + 1 < regex.size() &&
               (regex[i + 1] == ':' || regex[i + 1] == '.' || regex[i + 1] == '=')) {
      const char kind[] = {regex[i + 1], ']'};
      const size_t close = regex.find(std::string_view(kind, 2), i + 2);
      i = close == std::string_view::npos ? i + 1 : close + 2;
    } else if (regex[i++] == ']') {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool equal_folded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

bool is_one_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    const size_t bar = words.find('|');
    if (equal_folded(word, words.substr(0, bar))) return true;
    if (bar == std::string_view::npos) break;
    words.remove_prefix(bar + 1);
  }
  return false;
}

bool is_exactly_one_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    const size_t bar = words.find('|');
    if (word == words.substr(0, bar)) return true;
    if (bar == std::string_view::npos) break;
    words.remove_prefix(bar + 1);
  }
  return false;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_size(std::string_view text, bool offset) {
  if (text.empty()) return false;
  const char unit = to_lower(text.back());
  if (unit == 'k' || unit == 'm' || (offset && unit == 'g')) text.remove_suffix(1);
  return is_number(text);
}

bool is_time(std::string_view text, bool seconds) {
  bool valid = false;
  Step step = seconds ? kStart : kMonth;
  for (size_t i = 0; i < text.size();) {
    if (is_digit(text[i])) {
      valid = true;
      ++i;
      continue;
    }
    const Step unit = unit_at(text, &i);
    if (unit == kStart) return false;
    if (unit == kYear ? step > kStart : unit == kLast ? step >= kSecond : step >= unit) return false;
    if (unit == kMillisecond && seconds) return false;
    step = unit;
    while (i < text.size() && text[i] == ' ') ++i;
  }
  return valid;
}

std::string_view regex_mistake(std::string_view regex) {
  size_t open = 0;
  bool may_repeat = false;  // a quantifier here has something to repeat
  for (size_t i = 0; i < regex.size();) {
    const char c = regex[i];
    switch (c) {
      case '\\':
        if (i + 1 == regex.size()) return "it ends with a backslash";
        if (regex[i + 1] == 'Q') {
          const size_t close = regex.find("\\E", i + 2);
          i = close == std::string_view::npos ? regex.size() : close + 2;
        } else {
          i += 2;
        }
        may_repeat = true;
        continue;
      case '[':
        i = end_of_class(regex, i);
        if (i == std::string_view::npos) return "its `[` is not closed";
        may_repeat = true;
        continue;
      case '(':
        if (regex.substr(i, 3) == "(?#") {
          i = regex.find(')', i);
          if (i == std::string_view::npos) return "its comment is not closed";
          ++i;
          continue;
        }
        if (regex.substr(i, 2) == "(*" || regex.substr(i, 3) == "(?(") return {};  // a verb, a condition
        if (regex.substr(i, 2) == "(?") {
          // Options may enable the extended syntax, in which `#` begins a comment.
          const size_t end = regex.find_first_of(":)<=!>'P|&", i + 2);
          if (regex.substr(i, end == std::string_view::npos ? end : end - i).find('x') !=
              std::string_view::npos) {
            return {};
          }
          i = end == std::string_view::npos ? regex.size() : end + (regex[end] == ')' ? 0 : 1);
        } else {
          ++i;
        }
        ++open;
        may_repeat = false;
        continue;
      case ')':
        if (open == 0) return "its `)` has no `(`";
        --open;
        may_repeat = true;
        break;
      case '|':
        may_repeat = false;
        break;
      case '*':
      case '+':
      case '?':
        if (!may_repeat) return "a `*`, `+` or `?` has nothing to repeat";
        break;  // `a*?` and `a*+` are valid, so may_repeat stays
      default:
        may_repeat = true;
    }
    ++i;
  }
  return open > 0 ? std::string_view("its `(` is not closed") : std::string_view();
}

}  // namespace stackengine::nginx
