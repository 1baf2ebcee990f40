// What the user asked the model for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stackengine::assistant {

enum class Task : uint8_t {
  explain,   // words only
  fix,       // edits, at findings only
  question,  // the user's own words; edits where they ask for them
};

std::string_view to_string(Task task);
std::optional<Task> parse_task(std::string_view name);

}  // namespace stackengine::assistant
