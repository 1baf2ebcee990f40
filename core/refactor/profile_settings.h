// What each profile sets, as tables: the directive, its value and why. Values are those of the incident's
// article (tests/e2e/incident_article.test.mjs) where nginx's own behaviour does not speak against them.
#ifndef STACKENGINE_REFACTOR_PROFILE_SETTINGS_H_
#define STACKENGINE_REFACTOR_PROFILE_SETTINGS_H_

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

// In the order in which they are written.
std::vector<HeaderSetting> header_settings(Profile profile);
std::vector<Setting> location_settings_of(Profile profile, nginx::PassKind kind);
std::vector<Setting> upstream_settings_of(Profile profile);

// Directives that, where they are in force, say that somebody has thought about the group already.
std::vector<std::string_view> taken_by(SettingGroup group);

// Whether that nginx has the directive there. Of an unknown nginx only what is known since 1.18 or longer,
// which is what any distribution still maintained has.
bool is_known_to(const nginx::BuildFacts& nginx, std::string_view name, nginx::Context context);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_PROFILE_SETTINGS_H_
