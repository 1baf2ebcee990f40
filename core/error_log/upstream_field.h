// The value of `upstream: "SCHEME://ADDRESS[:]URI"` (nginx source: ngx_http_request.c,
// ngx_http_log_error_handler).
#ifndef STACKENGINE_ERROR_LOG_UPSTREAM_FIELD_H_
#define STACKENGINE_ERROR_LOG_UPSTREAM_FIELD_H_

#include <string_view>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// `value` lies inside the quotes. stream{} writes the address alone: the scheme is empty then.
UpstreamField read_upstream_field(std::string_view text, Span value);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_UPSTREAM_FIELD_H_
