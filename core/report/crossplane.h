// The configuration as JSON in the shape that crossplane's `parse` prints (its README, "Schema"), for
// programs that read that.
//
// Differences: an error says what `nginx -t` would; `includes` names given files only, because nothing is
// read from disk.
#ifndef STACKENGINE_REPORT_CROSSPLANE_H_
#define STACKENGINE_REPORT_CROSSPLANE_H_

#include <string>

#include "engine.h"

namespace stackengine::report {

struct Crossplane {
  std::string json;     // one line
  bool failed = false;  // some file has an error
  bool empty = false;   // there is no configuration in the input
};

// Linear in the texts, whatever their nesting. Comments are left out unless asked for; bytes that are no
// valid UTF-8 become U+FFFD.
Crossplane to_crossplane(const Workspace& workspace, const Analysis& analysis, bool comments);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_CROSSPLANE_H_
