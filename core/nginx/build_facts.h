// Facts about the nginx that runs the configuration: its version, its builder and its build options. A fact
// may be unknown, and evidence may be in conflict.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

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

// The origin of a version, the weakest first. A header may come from another nginx on the way; an image tag
// may have moved.
enum class Origin : uint8_t { unknown, response, image_tag, version_output, user };

std::string_view to_string(Origin origin);

// One piece of evidence about the version.
struct VersionClaim {
  Version version;
  bool exact = true;  // false: `nginx:1.25`, some version of that series; `version` is its first
  Origin origin = Origin::unknown;
  size_t text = 0;  // the number of the parsed text, set by the caller
  Span span;        // the evidence in that text
};

// Evidence against the chosen version.
struct VersionConflict {
  VersionClaim taken;
  VersionClaim other;
};

struct BuildFacts {
  std::optional<Version> version;
  VersionClaim claim;  // the evidence for `version`; origin `unknown` if there is none

  std::string product;       // "nginx", "openresty"; empty: not known
  std::string distribution;  // "Ubuntu", "Debian", "nginx.org", "OpenResty"; empty: not known
  std::string plus_release;  // "r36" for NGINX Plus

  // Distributions backport fixes, with messages and directives, to old versions (facts/nginx.md,
  // "Distributions"). False only for builds that are known to be nginx's own.
  bool may_have_backports = true;

  // The arguments of `configure`, quotes removed, in order. nullopt: not known.
  std::optional<std::vector<std::string>> arguments;

  std::vector<VersionConflict> conflicts;
};

// Each reads one kind of evidence from a text that may contain anything else. The first claim wins;
// contradicting claims become conflicts. Without evidence, all facts are unknown.
BuildFacts parse_version_output(std::string_view text);  // `nginx -V`, `nginx -v`
BuildFacts parse_responses(std::string_view text);       // `Server: nginx/1.22.1`, nginx's own error pages
BuildFacts parse_image_tags(std::string_view text);      // `image: nginx:1.25-alpine`, `FROM nginx:1.25.3`

// What the user chose.
BuildFacts stated_by_user(const Version& version);

// Combines both. The version with the stronger origin wins, or the first of equals; contradicting evidence
// becomes a conflict. The order does not matter otherwise.
BuildFacts merge(BuildFacts a, const BuildFacts& b);

// Sets the text number of all claims to `text`.
void set_text(size_t text, BuildFacts* facts);

// Whether `configure` had the argument (`--with-http_v2_module`, also as `--with-stream=dynamic`).
// nullopt: not known.
std::optional<bool> has_argument(const BuildFacts& facts, std::string_view name);

// Splits like a shell: at spaces, except in quotes or after a backslash.
std::vector<std::string> split_arguments(std::string_view text);

// Versions at which behaviour changed (facts/nginx.md section 1, from nginx's CHANGES).
inline constexpr Version kProxyHttp2 = {1, 29, 4};  // `proxy_http_version 2`
inline constexpr Version kUpstreamKeepaliveDefaults = {
    1, 29, 7};                                       // HTTP/1.1, keepalive and no `Connection` by default
inline constexpr Version kGrpcModule = {1, 13, 10};  // `grpc_pass`

}  // namespace stackengine::nginx
