// Directives that nginx no longer has (directives_removed.json), and their replacements.
#pragma once

#include <string_view>

namespace stackengine::nginx {

struct RemovedDirective {
  std::string_view name;
  std::string_view last;     // the last release that had it
  std::string_view instead;  // the replacement in Markdown; empty if there is none
};

// Has an empty name if nginx never removed the directive.
RemovedDirective removed_directive(std::string_view name);

}  // namespace stackengine::nginx
