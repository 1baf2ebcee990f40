// The fixed words of a prompt: what the model is told about its work, and what was measured on real nginx.
#pragma once

#include <string_view>

#include "assistant/task.h"

namespace stackengine::assistant {

// The instructions. They hold nothing of the user's.
std::string_view system_text();

// What is asked, one line.
std::string_view task_text(Task task);

// What was measured about the subject of a rule (facts/nginx.md); empty when its message says it all. Said to
// the model because popular texts, which it learned from, are wrong about these.
std::string_view measured_fact(std::string_view rule);

}  // namespace stackengine::assistant
