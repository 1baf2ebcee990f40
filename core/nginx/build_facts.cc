#include "nginx/build_facts.h"

#include <tuple>
#include <utility>

namespace stackengine::nginx {

bool operator==(const Version& a, const Version& b) {
  return std::tie(a.major, a.minor, a.patch) == std::tie(b.major, b.minor, b.patch);
}

bool operator<(const Version& a, const Version& b) {
  return std::tie(a.major, a.minor, a.patch) < std::tie(b.major, b.minor, b.patch);
}

std::optional<Version> parse_version(std::string_view text) {
  constexpr std::string_view kPrefix = "nginx/";
  if (text.substr(0, kPrefix.size()) == kPrefix) text.remove_prefix(kPrefix.size());
  int numbers[3] = {0, 0, 0};
  int count = 0;
  size_t i = 0;
  for (; count < 3; ++count) {
    const size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9' && i - begin < 6) {
      numbers[count] = numbers[count] * 10 + (text[i++] - '0');
    }
    if (i == begin) return std::nullopt;
    if (i == text.size() || text[i] != '.') break;
    ++i;
  }
  if (i != text.size() || count < 1 || text.back() == '.') return std::nullopt;
  return Version{numbers[0], numbers[1], numbers[2]};
}

std::string to_string(const Version& version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
         std::to_string(version.patch);
}

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::unknown:
      return "unknown";
    case Origin::response:
      return "response";
    case Origin::image_tag:
      return "image_tag";
    case Origin::version_output:
      return "version_output";
    case Origin::user:
      return "user";
  }
  return "unknown";
}

namespace {

constexpr size_t kMaxConflicts = 16;

bool agree(const VersionClaim& a, const VersionClaim& b) {
  if (a.exact && b.exact) return a.version == b.version;
  return a.version.major == b.version.major && a.version.minor == b.version.minor;
}

void take_if_empty(const std::string& from, std::string* to) {
  if (to->empty()) *to = from;
}

}  // namespace

BuildFacts stated_by_user(const Version& version) {
  BuildFacts facts;
  facts.version = version;
  facts.claim.version = version;
  facts.claim.origin = Origin::user;
  return facts;
}

BuildFacts merge(BuildFacts a, const BuildFacts& b) {
  const bool stronger = b.version && (!a.version || a.claim.origin < b.claim.origin);
  const bool contradicts = a.version && b.version && !agree(a.claim, b.claim);
  BuildFacts taken;
  if (stronger) taken = b;
  BuildFacts& out = stronger ? taken : a;
  const BuildFacts& other = stronger ? a : b;
  out.conflicts.insert(out.conflicts.end(), other.conflicts.begin(), other.conflicts.end());
  if (contradicts) {
    // One conflict per version, even for a log with a thousand responses.
    bool listed = false;
    for (const VersionConflict& one : out.conflicts) {
      listed = listed || (one.other.origin == other.claim.origin && one.other.version == other.claim.version);
    }
    if (!listed && out.conflicts.size() < kMaxConflicts) out.conflicts.push_back({out.claim, other.claim});
    // The evidence is about another build, so ignore the rest of it.
    return std::move(out);
  }
  // `nginx:1.25` and a header of 1.25.3: the tag gives the series, the header the exact version.
  if (out.version && other.version && !out.claim.exact && other.claim.exact) {
    out.version = other.version;
    out.claim = other.claim;
  }
  // The evidence that names the builder also decides about backports.
  if (out.distribution.empty()) out.may_have_backports = other.may_have_backports;
  take_if_empty(other.product, &out.product);
  take_if_empty(other.distribution, &out.distribution);
  take_if_empty(other.plus_release, &out.plus_release);
  if (!out.arguments) out.arguments = other.arguments;
  return std::move(out);
}

void set_text(size_t text, BuildFacts* facts) {
  facts->claim.text = text;
  for (VersionConflict& conflict : facts->conflicts) conflict.taken.text = conflict.other.text = text;
}

std::optional<bool> has_argument(const BuildFacts& facts, std::string_view name) {
  if (!facts.arguments) return std::nullopt;
  for (const std::string& argument : *facts.arguments) {
    const std::string_view one = argument;
    if (one.substr(0, one.find('=')) == name) return true;
  }
  return false;
}

}  // namespace stackengine::nginx
