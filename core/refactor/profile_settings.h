// What each profile sets, as tables: the directive, its value and the reason. The values are those of the
// incident article (tests/e2e/incident_article.test.mjs) unless the behaviour of nginx contradicts them.
#pragma once

#include <string_view>
#include <vector>

#include "nginx/build_facts.h"
#include "nginx/config.h"
#include "nginx/directive_table.h"
#include "refactor/profile.h"

namespace stackengine {

// `proxy_set_header NAME VALUE`, or the same for gRPC.
struct HeaderSetting {
  std::string_view name;
  std::string_view value;
  std::string_view reason;
};

// Settings of a group are added together or not at all: nginx checks some against each other
// (`"proxy_busy_buffers_size" must be …`, ngx_http_proxy_merge_loc_conf()).
enum class SettingGroup { retries, timeouts, reading, buffers, keepalive };

struct Setting {
  nginx::Context context;
  SettingGroup group;
  std::string_view name;
  std::string_view value;
  std::string_view reason;
};

// In the order of the configuration.
std::vector<HeaderSetting> header_settings(Profile profile);
std::vector<Setting> location_settings_of(Profile profile, nginx::PassKind kind);
std::vector<Setting> upstream_settings_of(Profile profile);

// Directives that, when in force, show that the group was already configured deliberately.
std::vector<std::string_view> taken_by(SettingGroup group);

// Whether that nginx supports the directive there. An unknown nginx is assumed to be 1.18,
// which every maintained distribution has or exceeds.
bool is_known_to(const nginx::BuildFacts& nginx, std::string_view name, nginx::Context context);

}  // namespace stackengine
