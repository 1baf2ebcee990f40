// Something in a hunk that a person has to look at, or that forbids it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stackengine::assistant {

enum class MarkKind : uint8_t {
  host,            // a name that the input does not hold
  address,         // likewise an address
  port,            // a known host with another port
  path,            // a file, a URI or a location
  variable,        // one that the input does not use, or another value for it
  upstream,        // another group of servers
  pass_target,     // requests go elsewhere
  tls,             // encryption goes away
  include,         // other files become part of the configuration
  load_module,     // other code
  secret,          // a secret where it was not
  access_control,  // who may do what
  code,            // Lua, Perl, JavaScript
  listen,
  server_name,
  log,
  resolver,
  privilege,  // the user that nginx runs as, its environment
  reply,      // what nginx answers by itself
  header,     // header fields that browsers take their rules from
  removed,    // a block is gone
  scope,      // not what was asked
  finding,    // the analyser finds something that was not there
  not_read,   // a text that no rule reads

  // These forbid the hunk.
  nginx_refuses,
  unknown_directive,
  placeholder,  // altered or invented
  characters,   // that cannot be seen, or act on a terminal
  together,     // with the other hunks, nginx refuses the result
};

std::string_view to_string(MarkKind kind);

inline bool forbids(MarkKind kind) { return kind >= MarkKind::nginx_refuses; }

struct Mark {
  MarkKind kind = MarkKind::not_read;
  std::string message;  // as diagnostics have them: lower-case start, code in back-ticks
};

}  // namespace stackengine::assistant
