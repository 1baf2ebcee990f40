// What a fix that sets buffers has to set beside them, so that nginx takes the result.
#ifndef STACKENGINE_RULES_UPSTREAM_BUFFER_COMPLETION_H_
#define STACKENGINE_RULES_UPSTREAM_BUFFER_COMPLETION_H_

#include <string>
#include <vector>

#include "nginx/buffer_limits.h"
#include "rules/subject.h"
#include "text/edit.h"

namespace stackengine::rules {

// `changed`: buffer settings that the fix gives `block`, in place of its own ones. What nginx demands beside
// them, counted with what the block inherits: edits of the block's own settings, and lines to add to it.
struct BufferCompletion {
  std::vector<Edit> edits;
  std::vector<std::string> lines;
};
BufferCompletion complete_buffers(const Subject& subject, const ConfigFile& file, nginx::DirectiveId block,
                                  const std::vector<nginx::BufferSetting>& changed);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_BUFFER_COMPLETION_H_
