// The fields behind a message: `, client: A, server: S, request: "R", upstream: "U", host: "H"`.
//
// Their order is fixed (nginx source: ngx_http_request.c, ngx_http_log_error_handler; ngx_stream_handler.c
// for stream), which is what keeps a `, upstream: "…"` inside a referrer, a value that the client chooses,
// from being read as the field.
#ifndef STACKENGINE_ERROR_LOG_ENTRY_FIELDS_H_
#define STACKENGINE_ERROR_LOG_ENTRY_FIELDS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// In the order in which nginx writes them. `traffic` is stream's `bytes from/to client:…`.
enum class FieldName { client, server, request, subrequest, upstream, host, referrer, traffic };

struct FieldStart {
  FieldName name = FieldName::client;
  bool quoted = false;
  size_t value = 0;  // offset of the value, behind its opening quote
};

// The field whose name stands at `at`. The value may stand on the next line, where copying wrapped it.
std::optional<FieldStart> match_field(std::string_view text, size_t at);

// Reads message, action and fields of `entry`, whose message begins at `message` and whose span is set.
void read_fields(std::string_view text, size_t message, Entry& entry);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_ENTRY_FIELDS_H_
