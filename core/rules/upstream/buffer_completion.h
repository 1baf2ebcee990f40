// What a fix that sets buffers must set as well, so that nginx accepts the result.
#pragma once

#include <string>
#include <vector>

#include "nginx/buffer_limits.h"
#include "rules/subject.h"
#include "text/edit.h"

namespace stackengine::rules {

// `changed`: the buffer settings that the fix sets in `block`, replacing those of the block. The result holds
// what nginx then requires, given what the block inherits: edits of its settings, and lines to add to it.
struct BufferCompletion {
  std::vector<Edit> edits;
  std::vector<std::string> lines;
};
BufferCompletion complete_buffers(const Subject& subject, const ConfigFile& file, nginx::DirectiveId block,
                                  const std::vector<nginx::BufferSetting>& changed);

}  // namespace stackengine::rules
