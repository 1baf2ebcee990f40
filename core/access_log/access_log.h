// Lines of the nginx access log: `combined` (ngx_http_log_module.c), and what people append to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::access_log {

// One line. Spans are offsets into the text, inside quotes; empty when absent.
struct Entry {
  Span span;              // without the line end
  Span client;            // the address at its beginning
  Span request;           // "GET /v1/ingest HTTP/2.0"
  std::string status;     // "502"; "009" for a response passed on as HTTP/0.9 (facts/nginx.md section 0)
  Span bytes;             // of the body, as written
  Span referrer;          // the quoted value after the bytes
  Span user_agent;        // the quoted value after that
  Span upstream_address;  // `10.0.0.1:80` after the combined fields; may be several:
                          // `10.0.0.1:80, 10.0.0.2:80`
  std::string upstream_status;  // `200`, `502, 200` or `-`, if the format names it (`us=`,
                                // `upstream_status:`)
};

// Whether the line is an access-log line: it has a date in brackets outside of quotes. Never true
// for a `log_format`, whose date is a variable. `line` has no line end.
bool is_entry(std::string_view line);

// Reads the entries of `text` and skips other lines.
std::vector<Entry> parse(std::string_view text);

}  // namespace stackengine::access_log
