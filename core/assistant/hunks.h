// From replacements to hunks: the runs of lines that really differ, and where they lie in the new texts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assistant/resolve.h"
#include "text/span.h"
#include "workspace/sources.h"

namespace stackengine::assistant {

// One change of whole lines. `after` lies in the text in which all changes of the source are made.
struct LineChange {
  size_t source = 0;
  Span before;
  Span after;
  std::string text;  // what `after` holds
};

// By source and place. Changes with at most one unchanged line between them are one, and so are those of
// which each alone leaves a brace without its partner: they belong together.
std::vector<LineChange> line_changes(const Sources& sources, const std::vector<Replacement>& replacements);

// The sources with the changes made for which `taken` says so.
Sources apply_changes(const Sources& sources, const std::vector<LineChange>& changes,
                      const std::vector<bool>& taken);

// Those for which `taken` says so, placed in the text in which only they are made.
std::vector<LineChange> only_taken(const std::vector<LineChange>& changes, const std::vector<bool>& taken);

}  // namespace stackengine::assistant
