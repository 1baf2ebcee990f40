// nginx access-log lines: `combined` (ngx_http_log_module.c), and what people add behind it.
#ifndef STACKENGINE_ACCESS_LOG_ACCESS_LOG_H_
#define STACKENGINE_ACCESS_LOG_ACCESS_LOG_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::access_log {

// One line. Spans are offsets into the text that was read, inside of quotes; empty when absent.
struct Entry {
  Span span;                    // without the line end
  Span client;                  // the address at its beginning
  Span request;                 // "GET /v1/ingest HTTP/2.0"
  std::string status;           // "502"; "009" is what nginx relayed as HTTP/0.9 (facts/nginx.md section 0)
  Span bytes;                   // of the body, as written
  Span referrer;                // the quoted value behind the bytes
  Span user_agent;              // the one behind that
  Span upstream_address;        // `10.0.0.1:80` behind the combined fields; perhaps several:
                                // `10.0.0.1:80, 10.0.0.2:80`
  std::string upstream_status;  // `200`, `502, 200` or `-`, where a format with names in it (`us=`,
                                // `upstream_status:`) tells it
};

// Whether the line is one: a date in brackets, as only access logs have it, outside of any quote. Never true
// for a log_format, whose date is a variable. `line` has no line end.
bool is_entry(std::string_view line);

// Reads the entries of `text`; other lines are skipped.
std::vector<Entry> parse(std::string_view text);

}  // namespace stackengine::access_log

#endif  // STACKENGINE_ACCESS_LOG_ACCESS_LOG_H_
