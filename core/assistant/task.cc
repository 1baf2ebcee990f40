#include "assistant/task.h"

namespace stackengine::assistant {

std::string_view to_string(Task task) {
  switch (task) {
    case Task::explain:
      return "explain";
    case Task::fix:
      return "fix";
    case Task::question:
      break;
  }
  return "question";
}

std::optional<Task> parse_task(std::string_view name) {
  for (const Task task : {Task::explain, Task::fix, Task::question}) {
    if (to_string(task) == name) return task;
  }
  return std::nullopt;
}

}  // namespace stackengine::assistant
