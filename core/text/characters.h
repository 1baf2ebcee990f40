// Questions about the ends of a text that every reader asks.
#ifndef STACKENGINE_TEXT_CHARACTERS_H_
#define STACKENGINE_TEXT_CHARACTERS_H_

#include <cstring>
#include <string_view>

#include "text/ascii.h"

namespace stackengine {

// Asked for every line with long lists of beginnings, nearly all of which differ in their first byte: only
// the others are worth a call.
inline bool starts_with(std::string_view text, std::string_view prefix) {
  if (prefix.empty()) return true;
  return text.size() >= prefix.size() && text.front() == prefix.front() &&
         std::memcmp(text.data(), prefix.data(), prefix.size()) == 0;
}

inline bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_CHARACTERS_H_
