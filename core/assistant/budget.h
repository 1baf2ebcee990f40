// Fits the parts of a prompt into a budget: what matters most is taken first, what does not fit is named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stackengine::assistant {

// What a part is, the most important first. Parts of the same weight are taken in their order.
enum class Weight : uint8_t {
  error_finding,
  block_with_finding,  // lines of the configuration around findings
  warning_finding,
  backend,
  log_line,
  same_file,  // other lines of files with findings
  fact,
  other_file,
  info_finding,
  note,
};

struct Part {
  Weight weight = Weight::note;
  size_t bytes = 0;
};

// By part: whether it is taken. The sum of what is taken is at most `budget`.
std::vector<bool> choose_parts(const std::vector<Part>& parts, size_t budget);

// "3 warnings" and the like, in the order of weight; parts of lines are left to the caller.
std::vector<std::string> describe_dropped(const std::vector<Part>& parts, const std::vector<bool>& taken);

}  // namespace stackengine::assistant
