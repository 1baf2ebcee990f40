// The value of `upstream: "SCHEME://ADDRESS[:]URI"` (nginx source: ngx_http_request.c,
// ngx_http_log_error_handler).
#pragma once

#include <string_view>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// `value` is inside the quotes. `stream` writes only the address: then the scheme is empty.
UpstreamField read_upstream_field(std::string_view text, Span value);

}  // namespace stackengine::error_log
