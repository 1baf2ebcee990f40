#ifndef STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_
#define STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_

#include <string>

#include "rules/rule.h"

namespace stackengine::rules {

// Values of `proxy_http_version` that this rule speaks for: `2` and other names of HTTP/2.
bool means_http2(const std::string& value);

extern const Rule kProxyHttpVersion2;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_PROXY_HTTP_VERSION_2_H_
