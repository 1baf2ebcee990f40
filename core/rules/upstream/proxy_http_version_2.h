#pragma once

#include <string>

#include "rules/rule.h"

namespace stackengine::rules {

// Whether the value of `proxy_http_version` means HTTP/2: `2` and other names of HTTP/2.
bool means_http2(const std::string& value);

}  // namespace stackengine::rules
