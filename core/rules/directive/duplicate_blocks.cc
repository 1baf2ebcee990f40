#include "rules/directive/duplicate_blocks.h"

#include <tuple>
#include <unordered_map>

#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "text/ascii.h"

namespace stackengine::rules {
namespace {

// What must be unique among the locations of a block. An exact match beside a prefix is fine; nginx compares
// neither regular expressions nor named locations (ngx_http_join_exact_locations), which get an empty key.
std::string location_key(const nginx::Config& config, nginx::DirectiveId id, std::string* name) {
  const uint32_t count = config.tree().argument_count(id);
  if (count == 0 || count > 2) return {};
  std::string modifier = count == 2 ? config.argument(id, 0) : std::string();
  *name = config.argument(id, count - 1);
  if (count == 1 && !name->empty()) {
    // `=/path` and `^~/path` need no space.
    for (const std::string_view glued : {"=", "^~", "~"}) {
      if (name->compare(0, glued.size(), glued) == 0) {
        modifier = glued;
        name->erase(0, glued.size());
        break;
      }
    }
  }
  if (name->empty() || (*name)[0] == '@') return {};
  if (modifier == "=") return "=" + *name;
  return modifier.empty() || modifier == "^~" ? "^" + *name : std::string();
}

// `80`, `*:80` and `0.0.0.0:80` are one socket, which nginx calls `0.0.0.0:80`. Empty for host names and
// other addresses that need a lookup.
std::string socket_address(const std::string& value) {
  if (value.empty() || value.find_first_not_of("0123456789.:*") != std::string::npos) return {};
  if (value[0] == '*')
    return value.size() > 2 && value[1] == ':' ? "0.0.0.0" + value.substr(1) : std::string();
  if (value.find('.') == std::string::npos)
    return value.find(':') == std::string::npos ? "0.0.0.0:" + value : std::string();
  return value.find(':') == std::string::npos ? value + ":80" : value;
}

// QUIC runs over UDP: its socket differs from the TCP socket of the same address.
bool is_quic(const nginx::Config& config, nginx::DirectiveId id) {
  for (uint32_t i = 1; i < config.tree().argument_count(id); ++i) {
    if (config.argument(id, i) == "quic") return true;
  }
  return false;
}

// What must be unique in the block; empty for a directive that may appear any number of times.
std::string key_of(const Subject& subject, size_t file, nginx::DirectiveId id, DuplicateBlock* found) {
  const nginx::Config& config = subject.files()[file].config;
  const std::string_view kind = config.name(id);
  found->kind = kind;
  std::string key;
  if (kind == "location") {
    // Two locations at the top of a fragment may belong to different servers.
    const bool top = config.directive(id).parent == nginx::kNoDirective;
    key = top && !subject.contexts().known(file) ? "" : location_key(config, id, &found->name);
  } else if (kind == "upstream") {
    found->name = config.argument(id, 0);
    key = "u" + lower_case(found->name);
  } else if (kind == "log_format" && config.tree().argument_count(id) > 0) {
    found->name = config.argument(id, 0);
    found->nginx_message = "duplicate \"log_format\" name " + in_quotes(found->name);
    return "f" + found->name;
  } else if (kind == "listen" && subject.contexts().of(file, id) == nginx::kHttpServer) {
    found->name = socket_address(config.argument(id, 0));
    found->nginx_message = "a duplicate listen " + found->name;
    if (found->name.empty() || config.directive(id).parent == nginx::kNoDirective) return {};
    return (is_quic(config, id) ? "q" : "s") + found->name;
  } else {
    return {};
  }
  found->nginx_message = "duplicate " + std::string(kind) + " " + in_quotes(found->name);
  return key;
}

}  // namespace

void for_each_duplicate_block(const Subject& subject,
                              const std::function<void(const ConfigFile&, const DuplicateBlock&)>& report) {
  for (size_t f = 0; f < subject.files().size(); ++f) {
    const ConfigFile& file = subject.files()[f];
    const nginx::Config& config = file.config;
    bool stray = false;
    for (const nginx::SyntaxError& error : config.errors()) {
      stray = stray || error.kind == nginx::SyntaxErrorKind::unclosed_block ||
              error.kind == nginx::SyntaxErrorKind::unexpected_close_brace;
    }
    if (stray) continue;
    std::unordered_map<std::string, nginx::DirectiveId> first;
    const auto count = static_cast<nginx::DirectiveId>(config.tree().directives.size());
    for (nginx::DirectiveId id = 0; id < count; ++id) {
      if (subject.statements().row(f, id) == nullptr) continue;
      DuplicateBlock found;
      std::string key = key_of(subject, f, id, &found);
      if (key.empty()) continue;
      key += '\n' + std::to_string(config.directive(id).parent) + ' ' +
             std::to_string(subject.contexts().fragment(f, id));
      const auto [entry, fresh] = first.try_emplace(key, id);
      if (fresh) continue;
      found.first = entry->second;
      found.second = id;
      report(file, found);
    }
  }
}

}  // namespace stackengine::rules
