#include "refactor/profile_settings.h"

#include <algorithm>

namespace stackengine {
namespace {

constexpr nginx::Version kOldest = {1, 18, 0};

constexpr HeaderSetting kHeaders[] = {
    {"Host", "$host",
     "the backend gets the host name of the request; by default it gets the name of the upstream"},
    {"X-Real-IP", "$remote_addr", "the backend gets the address of the client, not only that of nginx"},
    {"X-Forwarded-For", "$proxy_add_x_forwarded_for",
     "the address of the client is appended to those of earlier proxies"},
    {"X-Forwarded-Proto", "$scheme",
     "the backend can distinguish https from http, for redirects and secure cookies"},
};

constexpr Setting kProxy[] = {
    {nginx::kLocation, SettingGroup::retries, "proxy_next_upstream", "error timeout http_502 http_503",
     "another server of the upstream gets the request when one fails; POST, LOCK and PATCH are not retried once sent, unless `non_idempotent` is set"},
    {nginx::kLocation, SettingGroup::retries, "proxy_next_upstream_tries", "2",
     "a request goes to at most two servers, so that a failure does not multiply the load"},
    {nginx::kLocation, SettingGroup::timeouts, "proxy_connect_timeout", "3s",
     "an unreachable server delays a request by 3 seconds instead of 60"},
    {nginx::kLocation, SettingGroup::reading, "proxy_read_timeout", "30s",
     "a backend that stops responding delays a request by 30 seconds instead of 60; raise it if responses take longer"},
    {nginx::kLocation, SettingGroup::buffers, "proxy_buffering", "on",
     "the default, set explicitly because the buffers depend on it: a slow client does not block the backend"},
    {nginx::kLocation, SettingGroup::buffers, "proxy_buffer_size", "8k",
     "response headers with large cookies or tokens fit (otherwise `upstream sent too big header`)"},
    {nginx::kLocation, SettingGroup::buffers, "proxy_buffers", "16 8k",
     "responses up to 128k stay in memory instead of a temporary file"},
};

// No read timeout: a silent stream is healthy. No retries: every gRPC call is a POST.
constexpr Setting kGrpc[] = {
    {nginx::kLocation, SettingGroup::timeouts, "grpc_connect_timeout", "3s",
     "an unreachable server delays a request by 3 seconds instead of 60"},
};

constexpr Setting kUpstream[] = {
    {nginx::kHttpUpstream, SettingGroup::keepalive, "keepalive_requests", "1000",
     "a connection serves 1000 requests; the default was 100 before nginx 1.19.10"},
    {nginx::kHttpUpstream, SettingGroup::keepalive, "keepalive_timeout", "60s",
     "the default, set explicitly because the backend must keep idle connections longer"},
};

}  // namespace

std::vector<HeaderSetting> header_settings(Profile profile) {
  if (profile == Profile::minimal) return {};
  return {std::begin(kHeaders), std::end(kHeaders)};
}

std::vector<Setting> location_settings_of(Profile profile, nginx::PassKind kind) {
  if (profile != Profile::hardened) return {};
  if (kind == nginx::PassKind::proxy) return {std::begin(kProxy), std::end(kProxy)};
  return {std::begin(kGrpc), std::end(kGrpc)};
}

std::vector<Setting> upstream_settings_of(Profile profile) {
  if (profile != Profile::hardened) return {};
  return {std::begin(kUpstream), std::end(kUpstream)};
}

std::vector<std::string_view> taken_by(SettingGroup group) {
  switch (group) {
    case SettingGroup::retries:
      return {"proxy_next_upstream", "proxy_next_upstream_tries", "proxy_next_upstream_timeout"};
    case SettingGroup::buffers:
      return {"proxy_buffering",         "proxy_buffer_size",        "proxy_buffers",
              "proxy_busy_buffers_size", "proxy_max_temp_file_size", "proxy_temp_file_write_size"};
    case SettingGroup::reading:
      return {"proxy_read_timeout"};
    case SettingGroup::timeouts:
    case SettingGroup::keepalive:
      break;
  }
  return {};
}

bool is_known_to(const nginx::BuildFacts& nginx, std::string_view name, nginx::Context context) {
  const nginx::DirectiveRows rows = nginx::find_directive(name);
  return std::any_of(rows.begin(), rows.end(), [&](const nginx::DirectiveRow& row) {
    const bool dated = nginx::Version{} < row.since;
    return (row.contexts & context) != 0 && row.status == nginx::Status::current && dated &&
           nginx.version.value_or(kOldest) >= row.since;
  });
}

}  // namespace stackengine
