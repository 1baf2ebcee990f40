// What is known of the nginx that runs the config: its version. Unknown is a state of its own.
#ifndef STACKENGINE_NGINX_BUILD_FACTS_H_
#define STACKENGINE_NGINX_BUILD_FACTS_H_

#include <optional>
#include <string>
#include <string_view>

namespace stackengine::nginx {

struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
};

bool operator==(const Version& a, const Version& b);
bool operator<(const Version& a, const Version& b);
inline bool operator>=(const Version& a, const Version& b) { return !(a < b); }

// "1.29.7", "1.25" (the patch counts as 0) or "nginx/1.22.1"; nullopt for anything else.
std::optional<Version> parse_version(std::string_view text);
std::string to_string(const Version& version);

struct BuildFacts {
  std::optional<Version> version;
};

// Versions at which behaviour changed (facts/nginx.md section 1, from nginx's CHANGES).
inline constexpr Version kProxyHttp2 = {1, 29, 4};  // `proxy_http_version 2`
inline constexpr Version kUpstreamKeepaliveDefaults = {
    1, 29, 7};                                       // HTTP/1.1, keepalive and no `Connection` by default
inline constexpr Version kGrpcModule = {1, 13, 10};  // `grpc_pass`

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_BUILD_FACTS_H_
