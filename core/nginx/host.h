// Hosts in the targets of pass directives and in upstream servers.
#pragma once

#include <string>
#include <string_view>

namespace stackengine::nginx {

// `host` of `host:port`, `[::1]:80` or `host`; "" for a Unix socket.
std::string host_of(std::string_view authority);

// IPv4 as four numbers, or IPv6 in brackets, which nginx accepts without DNS.
bool is_ip_address(std::string_view host);

}  // namespace stackengine::nginx
