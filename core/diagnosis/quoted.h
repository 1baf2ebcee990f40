// Pieces of the user's text inside messages: in back-ticks, on one line, and short.
#ifndef STACKENGINE_DIAGNOSIS_QUOTED_H_
#define STACKENGINE_DIAGNOSIS_QUOTED_H_

#include <string>
#include <string_view>

namespace stackengine {

// At most kMaxShown bytes of `text`, cut between characters and then ended by `…`; control bytes become
// blanks.
inline constexpr size_t kMaxShown = 100;
std::string shortened(std::string_view text);

// The same in back-ticks.
std::string quoted(std::string_view text);

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_QUOTED_H_
