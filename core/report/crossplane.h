// The configuration as JSON in the format of crossplane's `parse` (its README, "Schema"), for programs that
// read that format.
//
// Differences: errors have the words of `nginx -t`; `includes` lists only given files, because the engine
// reads nothing from disk.
#pragma once

#include <string>

#include "engine.h"

namespace stackengine::report {

struct Crossplane {
  std::string json;     // one line
  bool failed = false;  // a file has an error
  bool empty = false;   // the input has no configuration
};

// Linear in the texts, at any nesting. Includes comments only if asked to. Bytes that are not valid UTF-8
// become U+FFFD.
Crossplane to_crossplane(const Workspace& workspace, const Analysis& analysis, bool comments);

}  // namespace stackengine::report
