// Which runs of a secret say so much of it that they must not be left alone. Policy, not detection: sweep and
// gate share it.
#pragma once

#include <cstddef>
#include <string_view>

namespace stackengine::redaction {

inline constexpr size_t kShortestRun = 6;

// What stands in tokens and not between words.
inline bool is_token_byte(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
         c == '=';
}

// Whether these bytes look like a part of one secret and nothing else. Three kinds of characters need six,
// two need eight (hexadecimal ten), digits alone ten, and they have to alternate as words with a number
// behind them do not; letters of one case are words. True stays true when the run grows, nearly always.
bool is_distinctive_run(std::string_view run);

}  // namespace stackengine::redaction
