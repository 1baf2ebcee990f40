// Directives of third-party modules, so that they are never mistaken for typos.
#ifndef STACKENGINE_NGINX_THIRD_PARTY_H_
#define STACKENGINE_NGINX_THIRD_PARTY_H_

#include <string_view>

namespace stackengine::nginx {

// The module, or family of modules, that provides the directive ("lua-nginx-module"); empty if none is known.
std::string_view third_party_module(std::string_view directive);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_THIRD_PARTY_H_
