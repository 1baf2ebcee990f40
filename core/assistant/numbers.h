// Numbers for texts and for places in them. Equal texts below equal numbers get equal numbers, and nothing
// else does: the texts are kept and compared, for whoever wrote an answer could choose two that only hash
// alike.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace stackengine::assistant {

class Numbers {
 public:
  // Never 0. `below`: a number that this gave out, or 0.
  uint64_t of(std::string_view text, uint64_t below = 0) {
    return numbers_.emplace(std::make_pair(below, std::string(text)), numbers_.size() + 1).first->second;
  }
  uint64_t of(uint64_t number, uint64_t below) { return of(std::to_string(number), below); }

 private:
  std::map<std::pair<uint64_t, std::string>, uint64_t> numbers_;
};

}  // namespace stackengine::assistant
