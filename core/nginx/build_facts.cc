#include "nginx/build_facts.h"

#include <tuple>

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

}  // namespace stackengine::nginx
