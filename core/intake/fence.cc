#include "intake/fence.h"

namespace stackengine::intake {

bool is_fence(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  line.remove_prefix(start);
  const char mark = line.front();
  if (mark != '`' && mark != '~') return false;
  size_t length = line.find_first_not_of(mark);
  if (length == std::string_view::npos) length = line.size();
  if (length < 3) return false;
  // An info string after back-ticks holds none, or the line would be inline code. A configuration's bytes are
  // none either:
  // `~~~;` is more likely an argument on its own line.
  const std::string_view info = line.substr(length);
  return info.find_first_of(mark == '`' ? "`;" : ";") == std::string_view::npos;
}

}  // namespace stackengine::intake
