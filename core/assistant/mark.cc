#include "assistant/mark.h"

namespace stackengine::assistant {

std::string_view to_string(MarkKind kind) {
  static constexpr std::string_view kNames[] = {
      "host",          "address",
      "port",          "path",
      "variable",      "upstream",
      "pass_target",   "tls",
      "include",       "load_module",
      "secret",        "access_control",
      "code",          "listen",
      "server_name",   "log",
      "resolver",      "privilege",
      "reply",         "header",
      "removed",       "scope",
      "finding",       "not_read",
      "nginx_refuses", "unknown_directive",
      "placeholder",   "characters",
      "together",
  };
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == static_cast<size_t>(MarkKind::together) + 1);
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace stackengine::assistant
