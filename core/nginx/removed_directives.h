// Directives that nginx no longer has (directives_removed.json), and what took their place.
#ifndef STACKENGINE_NGINX_REMOVED_DIRECTIVES_H_
#define STACKENGINE_NGINX_REMOVED_DIRECTIVES_H_

#include <string_view>

namespace stackengine::nginx {

struct RemovedDirective {
  std::string_view name;
  std::string_view last;     // the last release that had it
  std::string_view instead;  // in Markdown; empty when nothing took its place
};

// With an empty name when it was never removed.
RemovedDirective removed_directive(std::string_view name);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_REMOVED_DIRECTIVES_H_
