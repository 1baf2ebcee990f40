#include "rules/upstream/connection_upgrade_map.h"

#include <string_view>

#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kVariable = "$connection_upgrade";

// A `map` is at the top level of a fragment or in `http`.
bool defines(const nginx::Config& config, DirectiveId block) {
  for (const DirectiveId map : config.find(block, "map")) {
    if (argument_or_empty(config, map, 1) == kVariable) return true;
  }
  return false;
}

bool is_defined(const Subject& subject) {
  for (const ConfigFile& file : subject.files()) {
    if (defines(file.config, kNoDirective)) return true;
    for (const DirectiveId http : file.config.find(kNoDirective, "http")) {
      if (defines(file.config, http)) return true;
    }
  }
  return false;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

// Whether only blanks precede `offset` on its line.
bool starts_line(std::string_view text, uint32_t offset) {
  while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) --offset;
  return offset == 0 || text[offset - 1] == '\n';
}

}  // namespace

bool takes_plain_requests(const nginx::Config& config, DirectiveId block) {
  const LocationMatch match = match_of(config, block);
  if (match.is_named()) return !contains(match.path, "ws") && !contains(match.path, "socket");
  return match.is_prefix() ? match.path == "/" : match.modifier != "=" && match.path == ".*";
}

bool says_upgrade(const std::string& connection) {
  return connection.find('$') == std::string::npos &&
         lower_case(connection).find("upgrade") != std::string::npos;
}

bool wants_websocket(const nginx::Config& config, DirectiveId block) {
  const DirectiveId header = header_in_force(config, block, "proxy_set_header", "upgrade");
  const std::string upgrade = argument_or_empty(config, header, 1);
  if (!upgrade.empty()) return lower_case(upgrade) != "h2c";
  const DirectiveId other = header_in_force(config, block, "proxy_set_header", "connection");
  const std::string connection = argument_or_empty(config, other, 1);
  return says_upgrade(connection) || connection == kVariable;
}

ConnectionUpgradeMap connection_upgrade_map(const Subject& subject, const ConfigFile& file, DirectiveId id) {
  ConnectionUpgradeMap map;
  if (is_defined(subject)) {
    map.available = true;
    return map;
  }
  const nginx::Config& config = file.config;
  const DirectiveId server = enclosing(config, id, "server");
  if (server == kNoDirective) return map;
  const DirectiveId parent = config.directive(server).parent;
  if (parent != kNoDirective && config.name(parent) != "http") return map;
  const uint32_t at = config.directive(server).span.start;
  if (!starts_line(config.text(), at)) return map;

  map.available = true;
  // The later of two maps of one variable wins (measured on 1.22.1), so one in another file may win.
  map.assumption = "no other file defines `$connection_upgrade` differently";
  const std::string line = nginx::new_line_like(config.text(), at);
  // With an empty value nginx does not send the header, so connections to the backend stay open.
  map.edits.push_back({{file.source, {at, at}},
                       "map $http_upgrade $connection_upgrade {" + line + "    default upgrade;" + line +
                           "    ''      '';" + line + "}" + line});
  return map;
}

}  // namespace stackengine::rules
