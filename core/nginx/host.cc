#include "nginx/host.h"

namespace stackengine::nginx {

std::string host_of(std::string_view authority) {
  if (authority.substr(0, 5) == "unix:") return "";
  if (!authority.empty() && authority.front() == '[') {
    return std::string(authority.substr(0, authority.find(']') + 1));
  }
  return std::string(authority.substr(0, authority.find(':')));
}

bool is_ip_address(std::string_view host) {
  if (!host.empty() && host.front() == '[') return true;
  int dots = 0;
  bool digit = false;
  for (const char c : host) {
    if (c == '.') {
      if (!digit) return false;
      ++dots;
      digit = false;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return dots == 3 && digit;
}

}  // namespace stackengine::nginx
