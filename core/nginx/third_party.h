// Directives of modules outside nginx's own source, so that they are never taken for typing errors.
#ifndef STACKENGINE_NGINX_THIRD_PARTY_H_
#define STACKENGINE_NGINX_THIRD_PARTY_H_

#include <string_view>

namespace stackengine::nginx {

// The module, or family of modules, that brings the directive ("lua-nginx-module"); empty when none is known.
std::string_view third_party_module(std::string_view directive);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_THIRD_PARTY_H_
