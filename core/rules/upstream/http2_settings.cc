#include "rules/upstream/http2_settings.h"

#include <algorithm>
#include <string>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

DirectiveId block_of(const nginx::Config& config, const nginx::Pass& pass) {
  return config.settings_block(config.directive(pass.directive).parent);
}

// nginx does not send an empty `Connection`, so it is harmless (measured).
bool is_sent(const nginx::Config& config, DirectiveId id) {
  return config.tree().argument_count(id) == 2 && !config.argument(id, 1).empty();
}

bool is_illegal(const nginx::Config& config, DirectiveId id) {
  return is_connection_header(header_name(config, id)) && is_sent(config, id);
}

}  // namespace

bool asks_for_http2(const nginx::Config& config, const nginx::Pass& pass) {
  const std::vector<DirectiveId> versions = config.in_force(block_of(config, pass), "proxy_http_version");
  return !versions.empty() && config.tree().argument_count(versions.back()) == 1 &&
         config.argument(versions.back(), 0) == "2";
}

void set_http2(const ConfigFile& file, const nginx::Pass& pass, Fix* fix) {
  const nginx::Config& config = file.config;
  const DirectiveId block = block_of(config, pass);
  std::vector<std::string> lines;
  const std::vector<DirectiveId> versions = config.find(block, "proxy_http_version");
  if (versions.empty()) {
    if (!asks_for_http2(config, pass)) lines.emplace_back("proxy_http_version 2;");
  } else if (config.tree().argument_count(versions.back()) > 0 && !asks_for_http2(config, pass)) {
    fix->edits.push_back(
        nginx::replace_span(file.source, config.tree().argument_word(versions.back(), 0).span, "2"));
  }

  const auto illegal = [&](DirectiveId id) { return is_illegal(config, id); };
  const std::vector<DirectiveId> own = config.find(block, "proxy_set_header");
  const std::vector<DirectiveId> above =
      block == kNoDirective ? std::vector<DirectiveId>()
                            : config.in_force(config.directive(block).parent, "proxy_set_header");
  // A location without headers of its own would inherit those of the enclosing block again.
  const bool keep_one = !above.empty() && !own.empty() && std::all_of(own.begin(), own.end(), illegal);
  for (const DirectiveId id : own) {
    if (!illegal(id)) continue;
    fix->reasons.push_back(
        quoted(config.argument(id, 0)) +
        " is removed: it belongs to HTTP/1.x, and strict backends answer such a request with RST_STREAM");
    fix->edits.push_back(
        keep_one && id == own.front()
            ? nginx::replace_span(file.source, config.tree().argument_word(id, 1).span, "\"\"")
            : nginx::remove_directive(config, file.source, id));
  }
  if (own.empty() && std::any_of(above.begin(), above.end(), illegal)) {
    for (const DirectiveId id : above) {
      if (!illegal(id)) lines.push_back(source_of(config, id));
    }
    if (std::all_of(above.begin(), above.end(), illegal))
      lines.emplace_back("proxy_set_header Connection \"\";");
    fix->reasons.emplace_back(
        "inherited headers are repeated, except `Connection` and similar ones, which HTTP/2 forbids");
  }
  if (lines.empty()) return;
  fix->edits.push_back(nginx::insert_after(config, file.source, settings_anchor(config, pass), lines));
}

}  // namespace stackengine::rules
