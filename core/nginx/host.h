// Hosts in the targets of pass directives and in upstream servers.
#ifndef STACKENGINE_NGINX_HOST_H_
#define STACKENGINE_NGINX_HOST_H_

#include <string>
#include <string_view>

namespace stackengine::nginx {

// `host` of `host:port`, `[::1]:80` or `host`; "" for a Unix socket.
std::string host_of(std::string_view authority);

// IPv4 in four numbers, or IPv6 in brackets, as nginx takes them without asking DNS.
bool is_ip_address(std::string_view host);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_HOST_H_
