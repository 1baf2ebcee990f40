// The fields after a message: `, client: A, server: S, request: "R", upstream: "U", host: "H"`.
//
// Their order is fixed (nginx source: ngx_http_request.c, ngx_http_log_error_handler; ngx_stream_handler.c
// for stream). So a `, upstream: "…"` inside a referrer, whose value the client chooses, is not
// read as the field.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// In the order in which nginx writes them. `traffic` is `bytes from/to client:…` of stream.
enum class FieldName { client, server, request, subrequest, upstream, host, referrer, traffic };

struct FieldStart {
  FieldName name = FieldName::client;
  bool quoted = false;
  size_t value = 0;  // offset of the value, after its opening quote
};

// The field whose name is at `at`. The value may be on the next line if copying wrapped it.
std::optional<FieldStart> match_field(std::string_view text, size_t at);

// Reads message, action and fields of `entry`, whose message begins at `message` and whose span is set.
void read_fields(std::string_view text, size_t message, Entry& entry);

}  // namespace stackengine::error_log
