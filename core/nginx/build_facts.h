// What is known of the nginx that runs the configuration: version, who built it and how. Unknown is a state
// of its own, and so is what two pieces of evidence tell differently.
#ifndef STACKENGINE_NGINX_BUILD_FACTS_H_
#define STACKENGINE_NGINX_BUILD_FACTS_H_

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

// Where a version is known from, the weakest first. A header may be that of another nginx on the way; an
// image's tag may have moved since.
enum class Origin : uint8_t { unknown, response, image_tag, version_output, user };

std::string_view to_string(Origin origin);

// One piece of evidence about the version.
struct VersionClaim {
  Version version;
  bool exact = true;  // false: `nginx:1.25`, some version of that series; `version` is its first
  Origin origin = Origin::unknown;
  size_t text = 0;  // for the caller: which of the texts that it had parsed
  Span span;        // of the words that say so, in that text
};

// Evidence against the version that was taken.
struct VersionConflict {
  VersionClaim taken;
  VersionClaim other;
};

struct BuildFacts {
  std::optional<Version> version;
  VersionClaim claim;  // what `version` rests on; origin `unknown` when nothing was parsed for it

  std::string product;       // "nginx", "openresty"; empty: not known
  std::string distribution;  // "Ubuntu", "Debian", "nginx.org", "OpenResty"; empty: not known
  std::string plus_release;  // "r36" for NGINX Plus

  // Distributions carry fixes, and with them messages and directives, into old versions (facts/nginx.md,
  // "Distributions"). False only for a build that is known to be nginx's own.
  bool may_have_backports = true;

  // The arguments of `configure`, quotes removed, in order. nullopt: not known.
  std::optional<std::vector<std::string>> arguments;

  std::vector<VersionConflict> conflicts;
};

// Each reads one kind of evidence out of a text that may hold anything else too. The first claim is taken;
// others that contradict it are conflicts. Nothing found: facts in which everything is unknown.
BuildFacts parse_version_output(std::string_view text);  // `nginx -V`, `nginx -v`
BuildFacts parse_responses(std::string_view text);       // `Server: nginx/1.22.1`, nginx's own error pages
BuildFacts parse_image_tags(std::string_view text);      // `image: nginx:1.25-alpine`, `FROM nginx:1.25.3`

// What the user chose.
BuildFacts stated_by_user(const Version& version);

// Both together. The stronger origin's version is taken, the first of equal ones; what contradicts it becomes
// a conflict. Order does not matter otherwise.
BuildFacts merge(BuildFacts a, const BuildFacts& b);

// Marks all claims as of the caller's text number `text`.
void set_text(size_t text, BuildFacts* facts);

// Whether `configure` was given the argument (`--with-http_v2_module`, also as `--with-stream=dynamic`).
// nullopt: not known.
std::optional<bool> has_argument(const BuildFacts& facts, std::string_view name);

// Splits as a shell does: blanks separate, quotes and backslashes hold together.
std::vector<std::string> split_arguments(std::string_view text);

// Versions at which behaviour changed (facts/nginx.md section 1, from nginx's CHANGES).
inline constexpr Version kProxyHttp2 = {1, 29, 4};  // `proxy_http_version 2`
inline constexpr Version kUpstreamKeepaliveDefaults = {
    1, 29, 7};                                       // HTTP/1.1, keepalive and no `Connection` by default
inline constexpr Version kGrpcModule = {1, 13, 10};  // `grpc_pass`

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_BUILD_FACTS_H_
