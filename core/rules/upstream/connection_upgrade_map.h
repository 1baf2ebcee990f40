// The `$connection_upgrade` variable of nginx's own WebSocket example: `upgrade` for a request that asks for
// it, nothing for the others.
#ifndef STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_MAP_H_
#define STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_MAP_H_

#include <string>
#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

struct ConnectionUpgradeMap {
  bool available = false;   // the edits make it so, or it is there already
  std::vector<Edit> edits;  // empty when a `map` defines it already
  std::string assumption;
};

// Makes `$connection_upgrade` known around directive `id`: a `map` goes before the server that holds it,
// because it may stand in http only. Not available when the server was not given.
ConnectionUpgradeMap connection_upgrade_map(const Subject& subject, const ConfigFile& file,
                                            nginx::DirectiveId id);

// Whether a location is sure to get plain requests beside WebSocket: `location /`, a named one, `~ .*`.
bool takes_plain_requests(const nginx::Config& config, nginx::DirectiveId block);

// A literal value such as `upgrade`, in any case; no variable.
bool says_upgrade(const std::string& connection);

// Whether the headers in force in `block` say that WebSocket is meant: an `Upgrade` other than `h2c`, or a
// `Connection` that upgrades.
bool wants_websocket(const nginx::Config& config, nginx::DirectiveId block);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_CONNECTION_UPGRADE_MAP_H_
