#include "rules/directive/duplicate_blocks.h"

#include <tuple>
#include <unordered_map>

#include "nginx/directive_table.h"

namespace stackengine::rules {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// What must be unique among the locations of a block: an exact match beside a prefix is fine, and neither
// regular expressions nor named locations are compared (ngx_http_join_exact_locations). Empty: not compared.
std::string location_key(const nginx::Config& config, nginx::DirectiveId id, std::string* name) {
  const uint32_t count = config.tree().argument_count(id);
  if (count == 0 || count > 2) return {};
  std::string modifier = count == 2 ? config.argument(id, 0) : std::string();
  *name = config.argument(id, count - 1);
  if (count == 1 && !name->empty()) {
    // `=/path` and `^~/path` need no blank.
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
      if (!config.tree().is_block(id) || subject.statements().row(f, id) == nullptr) continue;
      const std::string_view kind = config.name(id);
      std::string name;
      std::string key;
      if (kind == "location") {
        key = location_key(config, id, &name);
      } else if (kind == "upstream") {
        name = config.argument(id, 0);
        key = "u" + lower(name);
      }
      if (key.empty()) continue;
      key += '\n' + std::to_string(config.directive(id).parent) + ' ' +
             std::to_string(subject.contexts().fragment(f, id));
      // At the top of a fragment two locations may well be of two servers.
      if (kind == "location" && config.directive(id).parent == nginx::kNoDirective &&
          !subject.contexts().known(f)) {
        continue;
      }
      const auto [entry, fresh] = first.try_emplace(key, id);
      if (!fresh) report(file, {kind, name, entry->second, id});
    }
  }
}

}  // namespace stackengine::rules
