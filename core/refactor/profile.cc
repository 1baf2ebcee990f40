#include "refactor/profile.h"

namespace stackengine {

std::string_view to_string(Profile profile) {
  switch (profile) {
    case Profile::recommended:
      return "recommended";
    case Profile::hardened:
      return "hardened";
    case Profile::minimal:
      break;
  }
  return "minimal";
}

std::optional<Profile> parse_profile(std::string_view name) {
  for (const Profile profile : {Profile::minimal, Profile::recommended, Profile::hardened}) {
    if (name == to_string(profile)) return profile;
  }
  return std::nullopt;
}

}  // namespace stackengine
