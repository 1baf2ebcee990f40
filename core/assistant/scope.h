// Which changes keep to what was asked.
#pragma once

#include <vector>

#include "analysis/analysis.h"
#include "assistant/change_map.h"
#include "assistant/placed_tree.h"
#include "assistant/task.h"

namespace stackengine::assistant {

// Marks changes outside of what the task is about: for Task::fix, the blocks that findings and their related
// places stand in, and the groups of servers that pass directives in these name; for Task::explain, all.
void mark_scope(const Analysis& analysis, const std::vector<PlacedTree>& before, Task task,
                const std::vector<LineChange>& lines, ChangeMap* changes);

}  // namespace stackengine::assistant
