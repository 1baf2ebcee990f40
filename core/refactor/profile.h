// How far a fix goes beyond stopping the failure.
#pragma once

#include <optional>
#include <string_view>

namespace stackengine {

// minimal: the failure stops, keepalive works where it is configured, and nothing else changes.
// recommended: the backend also gets `Host` and the forwarding headers.
// hardened: also limits and retries for production: connect and read timeouts, `proxy_next_upstream`,
//   buffers, a shared memory zone, keepalive limits.
// A profile changes only locations whose pass directive was fixed, and their upstreams.
enum class Profile { minimal, recommended, hardened };

std::string_view to_string(Profile profile);
std::optional<Profile> parse_profile(std::string_view name);

}  // namespace stackengine
