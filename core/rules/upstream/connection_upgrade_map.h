// The `$connection_upgrade` variable of nginx's WebSocket example: `upgrade` for a request that asks to
// upgrade, empty for all others.
#pragma once

#include <string>
#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

struct ConnectionUpgradeMap {
  bool available = false;   // the edits define the variable, or it is already defined
  std::vector<Edit> edits;  // empty when a `map` already defines it
  std::string assumption;
};

// Defines `$connection_upgrade` for directive `id`: adds a `map` before the enclosing server, because `map`
// is allowed only in `http`. Not available when the paste does not contain the server.
ConnectionUpgradeMap connection_upgrade_map(const Subject& subject, const ConfigFile& file,
                                            nginx::DirectiveId id);

// Whether a location certainly gets plain requests as well as WebSocket: `location /`, a named one, `~ .*`.
bool takes_plain_requests(const nginx::Config& config, nginx::DirectiveId block);

// Whether the value is a literal such as `upgrade`, in any case, without variables.
bool says_upgrade(const std::string& connection);

// Whether the headers in force in `block` are meant for WebSocket: an `Upgrade` other than `h2c`, or a
// `Connection` that upgrades.
bool wants_websocket(const nginx::Config& config, nginx::DirectiveId block);

}  // namespace stackengine::rules
